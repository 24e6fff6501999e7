// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/test_result_view.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

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
    label->setText(text.size() > kMaxWords ? text.left(kMaxWords) + QStringLiteral("…") : text);
    return label;
}

} // namespace

TestResultView::TestResultView(datasource::IntegrationTest test, QWidget* parent)
    : QWidget(parent)
    , m_test(std::move(test)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    addSteps();
    addVerdict();
    if (!m_test.transcript.empty()) {
        addTranscript();
    }
}

void TestResultView::addSteps() {
    auto* steps = new QWidget(this);
    auto* grid = new QGridLayout(steps);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(3, 1);
    int row = 0;
    const auto add = [&](StateShape shape, const QString& name, const QString& time, const QString& words) {
        auto* dot = new ShapeLabel(steps);
        dot->setShape(shape);
        grid->addWidget(dot, row, 0, Qt::AlignTop);
        grid->addWidget(new QLabel(name, steps), row, 1, Qt::AlignTop);
        auto* when = new QLabel(time, steps);
        when->setAlignment(Qt::AlignRight | Qt::AlignTop);
        grid->addWidget(when, row, 2);
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
    layout()->addWidget(steps);
}

void TestResultView::addVerdict() {
    const auto hint = ChannelText::hint(datasource::hintOf(m_test));
    if (m_test.delivered || hint.isEmpty()) {
        return;
    }
    auto* label = labelOf(hint, this);
    auto strong = font();
    strong.setBold(true);
    label->setFont(strong);
    layout()->addWidget(label);
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

void TestResultView::addTranscript() {
    auto* show = new QToolButton(this);
    show->setText(tr("What was said"));
    show->setCheckable(true);
    show->setAutoRaise(true);
    show->setArrowType(Qt::RightArrow);
    show->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* copy = new QToolButton(this);
    copy->setText(tr("Copy"));
    copy->setIcon(tintedIcon(QStringLiteral("copy")));
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copy->setAutoRaise(true);
    m_said = new QLabel(this);
    m_said->setObjectName(QStringLiteral("transcript"));
    m_said->setTextFormat(Qt::PlainText);
    m_said->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_said->setWordWrap(true);
    m_said->setMinimumWidth(1);
    m_said->setText(transcript());
    m_said->hide();
    connect(show, &QToolButton::toggled, this, [this, show](bool shown) {
        show->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
        m_said->setVisible(shown);
    });
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(transcript()); });
    auto* row = new QHBoxLayout;
    row->addWidget(show);
    row->addWidget(copy);
    row->addStretch(1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    layout()->addWidget(m_said);
}

} // namespace hearth::ui
