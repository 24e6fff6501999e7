// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/change_feed.h"

namespace hearth::ui {

ChangeFeed::ChangeFeed(datasource::DesktopHost& host, QObject* parent)
    : QObject(parent) {
    m_subscription = host.onAlertsChanged([this, announced = m_announced] {
        if (!announced->exchange(true)) {
            QMetaObject::invokeMethod(
                this,
                [this] {
                    *m_announced = false;
                    emit changed();
                },
                Qt::QueuedConnection);
        }
    });
}

ChangeFeed::~ChangeFeed() {
    m_subscription.reset();
}

} // namespace hearth::ui
