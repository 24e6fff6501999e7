// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/tray.h"

#include <QAction>

#include "widgets/tinted_icon.h"

namespace hearth::ui {

Tray::Tray(QAction* quit, QObject* parent)
    : QObject(parent)
    , m_icon(tintedIcon(QStringLiteral("mark")))
    , m_menu(std::make_unique<QMenu>()) {
    // Some trays show only the menu, so the click's action is there as well.
    m_open = m_menu->addAction(QString());
    m_menu->addAction(quit);
    m_icon.setContextMenu(m_menu.get());
    connect(m_open, &QAction::triggered, this, &Tray::openRequested);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger) {
            emit openRequested();
        }
    });
    retranslateUi();
}

void Tray::setVisible(bool visible) {
    m_icon.setVisible(visible && available());
}

void Tray::retranslateUi() {
    m_open->setText(tr("Open Hearth"));
    m_icon.setToolTip(tr("Hearth is collecting"));
}

} // namespace hearth::ui
