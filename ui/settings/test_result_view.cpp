// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/test_result_view.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "alerts/linked_annotation.h"
#include "alerts/shape_label.h"
#include "models/plain_text.h"
#include "settings/channel_text.h"
#include "widgets/plain_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr qsizetype kMaxWords = 400;

QLabel* labelOf(const QString& text, QWidget* parent) {
    auto* label = plainLabel(parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(breakable(text.size() > kMaxWords ? text.left(kMaxWords) + QStringLiteral("…") : text));
    return label;
}

} // namespace

TestResultView::TestResultView(datasource::IntegrationTest test, QWidget* parent)
    : QWidget(parent)
    , m_test(std::move(test)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    build();
}

void TestResultView::build() {
    const bool isSaid = m_said != nullptr && !m_said->isHidden();
    delete m_content;
    m_said = nullptr;
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    layout()->addWidget(m_content);
    addSteps();
    addVerdict();
    addButtons(isSaid);
}

void TestResultView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        build();
    }
    QWidget::changeEvent(event);
}

void TestResultView::addSteps() {
    auto* steps = new QWidget(m_content);
    auto* grid = new QGridLayout(steps);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(3, 1);
    int row = 0;
    const auto add = [&](StateShape shape, const QString& name, const QString& time, const QString& words) {
        auto* dot = new ShapeLabel(steps);
        dot->setShape(shape);
        auto* what = new QLabel(name, steps);
        auto* when = new QLabel(time, steps);
        when->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        for (auto* const beside : {static_cast<QWidget*>(dot), static_cast<QWidget*>(when)}) {
            beside->setFixedHeight(what->sizeHint().height()); // other scripts have taller lines
        }
        grid->addWidget(dot, row, 0, Qt::AlignTop);
        grid->addWidget(what, row, 1, Qt::AlignTop);
        grid->addWidget(when, row, 2, Qt::AlignTop);
        grid->addWidget(labelOf(words, steps), row, 3);
        ++row;
    };
    for (const auto& step : m_test.steps) {
        const bool isLast = step.kind == datasource::TestStep::Kind::kAnswer;
        if (isLast && !m_test.delivered) {
            continue; // the answer was a refusal, which is told below
        }
        add(StateShape::kGood, ChannelText::step(step.kind), ChannelText::time(step.microseconds),
            isLast ? toQString(m_test.answer) : toQString(step.words));
    }
    if (m_test.delivered && m_test.steps.empty()) {
        add(StateShape::kGood, tr("Done"), ChannelText::time(m_test.microseconds), toQString(m_test.answer));
    }
    if (!m_test.delivered) {
        const auto name = m_test.failedStep ? ChannelText::failedStep(*m_test.failedStep) : tr("Not sent");
        add(StateShape::kBad, name, ChannelText::time(m_test.microseconds), toQString(m_test.error));
    }
    m_content->layout()->addWidget(steps);
}

void TestResultView::addVerdict() {
    const auto hint = ChannelText::hint(datasource::hintOf(m_test));
    if (m_test.delivered || hint.isEmpty()) {
        return;
    }
    auto* label = labelOf(ChannelText::withWholeFlags(hint), m_content);
    auto strong = font();
    strong.setBold(true);
    label->setFont(strong);
    m_content->layout()->addWidget(label);
}

QString TestResultView::transcript() const {
    QString text;
    for (const auto& line : m_test.transcript) {
        text += QStringLiteral("%1 %2 %3\n")
                    .arg(ChannelText::time(line.microseconds), 8)
                    .arg(line.sent ? QLatin1Char('>') : QLatin1Char('<'))
                    .arg(toQString(line.text));
    }
    return text;
}

void TestResultView::addButtons(bool isSaid) {
    auto* row = new QHBoxLayout;
    const auto add = [&](const QString& text, const char* icon) {
        auto* button = new QToolButton(m_content);
        button->setText(text);
        button->setIcon(tintedIcon(QLatin1String(icon)));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        row->addWidget(button);
        return button;
    };
    if (!m_test.transcript.empty()) {
        auto* show = add(tr("What was said"), "forward");
        show->setObjectName(QStringLiteral("said"));
        show->setCheckable(true);
        auto* copy = add(tr("Copy"), "copy");
        addTranscript();
        connect(show, &QToolButton::toggled, m_said, &QWidget::setVisible);
        connect(show, &QToolButton::toggled, show,
                [show](bool shown) { show->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow); });
        show->setArrowType(Qt::RightArrow);
        show->setChecked(isSaid);
        connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(transcript()); });
    }
    row->addStretch(1);
    connect(add(tr("Close"), "close"), &QToolButton::clicked, this, &TestResultView::closed);
    auto* column = static_cast<QVBoxLayout*>(m_content->layout());
    column->insertLayout(m_said == nullptr ? -1 : column->indexOf(m_said), row);
}

void TestResultView::addTranscript() {
    m_said = new QLabel(m_content);
    m_said->setObjectName(QStringLiteral("transcript"));
    m_said->setTextFormat(Qt::PlainText);
    m_said->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_said->setWordWrap(true);
    m_said->setMinimumWidth(1);
    m_said->setText(breakable(transcript().chopped(1)));
    m_said->hide();
    m_content->layout()->addWidget(m_said);
}

} // namespace hearth::ui
