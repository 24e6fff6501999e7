// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/rules_note.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include "widgets/elided_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {

RulesNote::RulesNote(QWidget* parent)
    : Card(parent) {
    m_text = new ElidedLabel(this);
    m_review = new QAction(this);
    m_review->setIcon(tintedIcon(QStringLiteral("rules")));
    m_dismiss = new QAction(this);
    m_dismiss->setIcon(tintedIcon(QStringLiteral("close")));
    auto* review = new QToolButton(this);
    review->setAutoRaise(true);
    review->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    review->setDefaultAction(m_review);
    auto* close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setDefaultAction(m_dismiss);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(review);
    layout->addWidget(close);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_review, &QAction::triggered, this, &RulesNote::reviewRequested);
    connect(m_dismiss, &QAction::triggered, this, &RulesNote::dismissed);
    retranslateUi();
}

void RulesNote::setCount(std::size_t rules) {
    m_count = rules;
    retranslateUi();
}

QString RulesNote::text() const {
    return m_text->text();
}

void RulesNote::retranslateUi() {
    m_text->setText(tr("%Ln rule(s) are watching already: full disks, memory, temperatures, targets that are down, and "
                       "more.",
                       nullptr, static_cast<int>(m_count)));
    m_review->setText(tr("Review rules"));
    m_dismiss->setText(tr("Hide this note"));
    m_dismiss->setToolTip(tr("Hide this note"));
}

void RulesNote::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    Card::changeEvent(event);
}

} // namespace hearth::ui
