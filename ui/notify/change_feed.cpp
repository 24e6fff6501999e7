// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/change_feed.h"

namespace hearth::ui {

ChangeFeed::ChangeFeed(datasource::DesktopHost& host, QObject* parent)
    : QObject(parent) {
    m_subscription = host.onAlertsChanged([this] {
        if (!m_announced.exchange(true)) {
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_announced = false;
                    emit changed();
                },
                Qt::QueuedConnection);
        }
    });
}

} // namespace hearth::ui
