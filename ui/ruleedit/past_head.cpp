// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/past_head.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <algorithm>

#include "ruleedit/outcome_text.h"
#include "widgets/elided_label.h"
#include "widgets/plain_label.h"

namespace hearth::ui {

PastHead::PastHead(QWidget* parent)
    : QWidget(parent) {
    buildUi();
    retranslateUi();
    setLength(m_length);
    setButtons(false, false);
}

void PastHead::buildUi() {
    m_title = captionLabel(this);
    m_group = new QButtonGroup(this);
    m_every = captionLabel(this);
    m_every->setForegroundRole(QPalette::PlaceholderText);
    m_progress = new ElidedLabel(this);
    m_progress->setQuiet(true);
    m_progress->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_cancel = new QToolButton(this);
    m_refresh = new QToolButton(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_title);
    row->addSpacing(8);
    for (std::size_t i = 0; i < kLengths.size(); ++i) {
        m_lengths[i] = new QToolButton(this);
        m_lengths[i]->setCheckable(true);
        m_lengths[i]->setAutoRaise(true);
        m_lengths[i]->setFocusPolicy(Qt::StrongFocus);
        m_group->addButton(m_lengths[i], static_cast<int>(i));
        row->addWidget(m_lengths[i]);
    }
    row->addSpacing(4);
    row->addWidget(m_every);
    row->addWidget(m_progress, 1);
    for (auto* button : {m_cancel, m_refresh}) {
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFocusPolicy(Qt::StrongFocus);
        row->addWidget(button);
    }
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) {
        m_length = kLengths[static_cast<std::size_t>(id)];
        emit lengthChosen();
    });
    connect(m_cancel, &QToolButton::clicked, this, &PastHead::canceled);
    connect(m_refresh, &QToolButton::clicked, this, &PastHead::refreshRequested);
}

void PastHead::retranslateUi() {
    m_title->setText(tr("In the past"));
    const std::array<QString, kLengths.size()> names{tr("1 h"), tr("6 h"), tr("24 h"), tr("7 d"), tr("30 d")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_lengths[i]->setText(names[i]);
        m_lengths[i]->setAccessibleName(tr("Run over the last %1").arg(OutcomeText::length(kLengths[i])));
        m_lengths[i]->setToolTip(m_lengths[i]->accessibleName());
    }
    m_cancel->setText(tr("Cancel"));
    m_refresh->setText(tr("Run again"));
    m_every->setToolTip(tr("How often the group of the rule is evaluated"));
    setInterval(m_interval);
}

void PastHead::setLength(model::DurationMs length) {
    const auto found = std::ranges::find(kLengths, length);
    if (found != kLengths.end()) {
        m_length = length;
        m_group->button(static_cast<int>(found - kLengths.begin()))->setChecked(true);
    }
}

void PastHead::setInterval(model::DurationMs interval) {
    m_interval = interval;
    m_every->setText(tr("every %1", "how often a rule is evaluated: 15 s").arg(OutcomeText::duration(interval)));
    m_every->setVisible(interval > 0);
}

void PastHead::setProgress(const QString& text) {
    m_progress->setText(text);
}

void PastHead::setButtons(bool canCancel, bool canRefresh) {
    m_cancel->setVisible(canCancel);
    m_refresh->setVisible(canRefresh);
}

void PastHead::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
