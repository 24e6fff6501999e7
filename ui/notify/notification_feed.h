// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <deque>
#include <memory>
#include <mutex>

#include "base/subscription.h"
#include "datasource/desktop.h"
#include "notify/notification_center.h"

namespace hearth::ui {

/// Brings what the engine of this process has to show from its thread to the centre, a few at a time, so that the
/// window stays alive under thousands.
/// Threads: confined to the GUI thread.
class NotificationFeed : public QObject {
    Q_OBJECT

  public:
    /// Both must outlive it.
    NotificationFeed(datasource::DesktopHost& host, NotificationCenter& center, QObject* parent = nullptr);
    ~NotificationFeed() override;

  private:
    struct Arrival {
        datasource::DesktopNotification notification;
        datasource::DesktopAnswer answer;
    };
    struct Inbox {
        std::mutex mutex;
        std::deque<Arrival> arrivals; // guarded by mutex
        bool announced = false;       // guarded by mutex
    };

    void drain();

    NotificationCenter& m_center;
    const NotificationOrigin m_origin;
    const std::shared_ptr<Inbox> m_inbox = std::make_shared<Inbox>();
    Subscription m_subscription;
};

} // namespace hearth::ui
