// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/start_view.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "explore/example_queries.h"
#include "widgets/colors.h"

namespace hearth::ui {

namespace {

constexpr int kPadding = 8;
constexpr int kColumns = 2;
constexpr int kMaxWidth = 760;
constexpr double kTitleScale = 1.2;

} // namespace

ExampleButton::ExampleButton(const QString& title, const QString& expression, QWidget* parent)
    : QAbstractButton(parent)
    , m_title(title)
    , m_expression(expression) {
    setAccessibleName(title);
    setAccessibleDescription(expression);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QFont ExampleButton::expressionFont() const {
    auto mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    mono.setPointSizeF(font().pointSizeF() * 0.92);
    return mono;
}

QSize ExampleButton::sizeHint() const {
    return {320, fontMetrics().height() + QFontMetrics(expressionFont()).height() + 2 * kPadding};
}

void ExampleButton::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const bool lit = underMouse() || hasFocus();
    const auto ground = palette().color(QPalette::Base);
    painter.setPen(QPen(hasFocus() ? palette().color(QPalette::Highlight) : hairline(palette()), 1));
    painter.setBrush(lit ? mixed(palette().color(QPalette::Highlight), ground, 0.08) : ground);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const int width = rect().width() - 2 * kPadding;
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(kPadding, kPadding + fontMetrics().ascent(),
                     fontMetrics().elidedText(m_title, Qt::ElideRight, width));
    const auto mono = expressionFont();
    const QFontMetrics metrics(mono);
    painter.setFont(mono);
    painter.setPen(quietText(palette()));
    painter.drawText(kPadding, kPadding + fontMetrics().height() + metrics.ascent(),
                     metrics.elidedText(m_expression, Qt::ElideRight, width));
}

void ExampleButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void ExampleButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

StartView::StartView(QWidget* parent)
    : QWidget(parent) {
    auto* column = new QWidget(this);
    column->setMaximumWidth(kMaxWidth);
    auto* inner = new QVBoxLayout(column);
    inner->setContentsMargins(16, 16, 16, 16);
    inner->setSpacing(8);
    m_title = new QLabel(column);
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * kTitleScale);
    m_title->setFont(large);
    m_text = new QLabel(column);
    for (auto* label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        inner->addWidget(label);
    }
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_examples = new QGridLayout;
    m_examples->setSpacing(8);
    inner->addSpacing(4);
    inner->addLayout(m_examples);
    inner->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(column, 100);
    layout->addStretch(1);
}

void StartView::clearExamples() {
    while (auto* item = m_examples->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

void StartView::showText(const QString& title, const QString& text) {
    clearExamples();
    m_title->setText(title);
    m_text->setText(text);
}

void StartView::showExamples(const MetricCatalog::MetricList& metrics) {
    const auto examples = ExampleQueries::from(metrics);
    showText(tr("Ask your metrics"),
             examples.empty() ? tr("Write a PromQL expression above. Metrics appear here as soon as there are any.")
                              : tr("Write a PromQL expression above, or begin with one of these."));
    int place = 0;
    for (const auto& example : examples) {
        auto* button = new ExampleButton(example.title, example.expression, this);
        connect(button, &QAbstractButton::clicked, this, [this, button] { emit exampleChosen(button->expression()); });
        m_examples->addWidget(button, place / kColumns, place % kColumns);
        ++place;
    }
}

std::vector<ExampleButton*> StartView::examples() const {
    std::vector<ExampleButton*> buttons;
    for (int i = 0; i < m_examples->count(); ++i) {
        buttons.push_back(static_cast<ExampleButton*>(m_examples->itemAt(i)->widget()));
    }
    return buttons;
}

} // namespace hearth::ui
