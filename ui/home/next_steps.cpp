// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/next_steps.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include "widgets/elided_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {

NextSteps::NextSteps(QWidget* parent)
    : Card(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(8);
    m_title = new ElidedLabel(this);
    m_title->setQuiet(true);
    m_title->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_links = new QHBoxLayout;
    m_links->setSpacing(4);
    m_dismiss = new QAction(this);
    m_dismiss->setIcon(tintedIcon(QStringLiteral("close")));
    auto* close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setDefaultAction(m_dismiss);
    layout->addWidget(m_title);
    layout->addLayout(m_links);
    layout->addStretch(1);
    layout->addWidget(close);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_dismiss, &QAction::triggered, this, &NextSteps::dismissed);
    retranslateUi();
}

void NextSteps::setSteps(const QList<QAction*>& actions) {
    for (auto* action : actions) {
        auto* link = new QToolButton(this);
        link->setAutoRaise(true);
        link->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        link->setDefaultAction(action);
        m_links->addWidget(link);
    }
}

void NextSteps::retranslateUi() {
    m_title->setText(tr("Next steps"));
    m_dismiss->setText(tr("Hide next steps"));
    m_dismiss->setToolTip(tr("Hide next steps"));
}

void NextSteps::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    Card::changeEvent(event);
}

} // namespace hearth::ui
