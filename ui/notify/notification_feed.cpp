// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/notification_feed.h"

#include <algorithm>
#include <utility>

namespace hearth::ui {
namespace {

constexpr std::size_t kAtOnce = 100;
/// Beyond this the newest are refused: the Alertmanager tells them again.
constexpr std::size_t kMaxArrivals = 10'000;

} // namespace

NotificationFeed::NotificationFeed(datasource::DesktopHost& host, NotificationCenter& center, QObject* parent)
    : QObject(parent)
    , m_center(center)
    , m_origin{{}, {&host.local(), [](datasource::DataSource*) {}}} {
    m_subscription = host.onNotification(
        [this, inbox = m_inbox](datasource::DesktopNotification notification, datasource::DesktopAnswer answer) {
            const std::lock_guard lock(inbox->mutex);
            if (inbox->arrivals.size() >= kMaxArrivals) {
                answer(fail(ErrorCode::kUnavailable, "the window has too much to show"));
                return;
            }
            inbox->arrivals.push_back({std::move(notification), std::move(answer)});
            if (!std::exchange(inbox->announced, true)) {
                QMetaObject::invokeMethod(this, &NotificationFeed::drain, Qt::QueuedConnection);
            }
        });
}

NotificationFeed::~NotificationFeed() {
    m_subscription.reset();
}

void NotificationFeed::drain() {
    std::deque<Arrival> taken;
    {
        const std::lock_guard lock(m_inbox->mutex);
        while (!m_inbox->arrivals.empty() && taken.size() < kAtOnce) {
            taken.push_back(std::move(m_inbox->arrivals.front()));
            m_inbox->arrivals.pop_front();
        }
        m_inbox->announced = !m_inbox->arrivals.empty();
        if (m_inbox->announced) {
            QMetaObject::invokeMethod(this, &NotificationFeed::drain, Qt::QueuedConnection);
        }
    }
    for (auto& arrival : taken) {
        m_center.show(m_origin, std::move(arrival.notification), std::move(arrival.answer));
    }
}

} // namespace hearth::ui
