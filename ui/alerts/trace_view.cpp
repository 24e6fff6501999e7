// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/trace_view.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "alerts/linked_annotation.h"
#include "alerts/shape_label.h"
#include "models/plain_text.h"
#include "widgets/elided_label.h"

namespace hearth::ui {
namespace {

/// Longer answers of servers are cut: the first lines say it.
constexpr qsizetype kMaxSentence = 240;

} // namespace

TraceView::TraceView(QWidget* parent)
    : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

void TraceView::setSteps(const std::vector<TraceStep>& steps) {
    if (steps == m_steps && m_content != nullptr) {
        return;
    }
    m_steps = steps;
    delete m_content;
    m_content = new QWidget(this);
    m_grid = new QGridLayout(m_content);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(2, 1);
    layout()->addWidget(m_content);
    const auto first = steps.size() > kMaxSteps ? steps.size() - kMaxSteps : 0;
    for (auto i = first; i < steps.size(); ++i) {
        addStep(static_cast<int>(i - first), steps[i]);
    }
}

void TraceView::addStep(int row, const TraceStep& step) {
    auto* time = new ElidedLabel(m_content);
    time->setQuiet(true);
    time->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    time->setText(step.time);
    time->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    time->setMinimumWidth(time->sizeHint().width());
    auto* shape = new ShapeLabel(m_content);
    shape->setShape(step.shape);
    auto* text = new QLabel(m_content);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setMinimumWidth(1);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const auto& sentence = step.sentence.text;
    text->setText(breakable(sentence.size() > kMaxSentence ? sentence.left(kMaxSentence) + QChar(0x2026) : sentence));
    m_grid->addWidget(time, row, 0, Qt::AlignTop);
    m_grid->addWidget(shape, row, 1, Qt::AlignTop);
    const bool hasLink = step.sentence.link != LinkedText::Link::kNone;
    m_grid->addWidget(text, row, 2, 1, hasLink ? 1 : 2, Qt::AlignTop);
    if (hasLink) {
        auto* button = new QToolButton(m_content);
        button->setText(withoutMnemonic(step.sentence.linkText));
        button->setAccessibleDescription(text->text());
        m_grid->addWidget(button, row, 3, Qt::AlignTop);
        connect(button, &QToolButton::clicked, this, [this, link = step.sentence] { emit linkFollowed(link); });
    }
}

} // namespace hearth::ui
