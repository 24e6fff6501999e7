// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/next_steps.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QToolButton>
#include <algorithm>

#include "widgets/elided_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kSpacing = 8;

} // namespace

NextSteps::NextSteps(QWidget* parent)
    : Card(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(kSpacing);
    m_title = new ElidedLabel(this);
    m_title->setQuiet(true);
    m_title->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_grid = new QGridLayout;
    m_grid->setSpacing(kSpacing / 2);
    m_dismiss = new QAction(this);
    m_dismiss->setIcon(tintedIcon(QStringLiteral("close")));
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setDefaultAction(m_dismiss);
    layout->addWidget(m_title, 0, Qt::AlignTop);
    layout->addLayout(m_grid);
    layout->addStretch(1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
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
        m_links << link;
    }
    m_title->setMinimumHeight(m_close->sizeHint().height());
    m_columns = 0;
    arrange();
}

/// As many links in a line as there is room for.
void NextSteps::arrange() {
    int widest = 1;
    for (const auto* link : std::as_const(m_links)) {
        widest = std::max(widest, link->sizeHint().width());
    }
    const int others = m_title->sizeHint().width() + m_close->sizeHint().width() + 4 * kSpacing;
    const int fitting = (width() - others + m_grid->spacing()) / (widest + m_grid->spacing());
    const int columns = std::clamp(fitting, 1, std::max(1, static_cast<int>(m_links.size())));
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    for (int i = 0; i < m_links.size(); ++i) {
        m_grid->addWidget(m_links[i], i / columns, i % columns, Qt::AlignLeft);
    }
    updateGeometry();
}

/// Narrower than it is: then there are more lines.
QSize NextSteps::minimumSizeHint() const {
    return {1, Card::minimumSizeHint().height()};
}

void NextSteps::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    arrange();
}

void NextSteps::retranslateUi() {
    m_title->setText(tr("Next steps"));
    m_dismiss->setText(tr("Hide next steps"));
    m_dismiss->setToolTip(tr("Hide next steps"));
}

void NextSteps::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        m_columns = 0;
        arrange();
    }
    Card::changeEvent(event);
}

} // namespace hearth::ui
