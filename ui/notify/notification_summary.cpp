// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>

#include "models/plain_text.h"
#include "notify/notification_center.h"
#include "notify/notification_group.h"

/// The part of NotificationCenter that shows many as one, and that waits while it is to be quiet.
namespace hearth::ui {
namespace {

constexpr std::size_t kMaxLines = 5;

} // namespace

void NotificationCenter::addToSummary(const GroupPtr& group) {
    if (m_summary.members.insert(group->key).second) {
        m_summary.keys.push_back(group->key);
    }
    group->reply(fmt::format("told in a summary of {}", m_summary.members.size()));
    m_summary.stale = true;
    if (!m_summaryTimer.isActive()) {
        refreshSummary();
    }
}

bool NotificationCenter::removeFromSummary(const std::string& key) {
    if (m_summary.members.erase(key) == 0) {
        return false;
    }
    m_summary.stale = true;
    if (!m_summaryTimer.isActive()) {
        m_summaryTimer.start();
    }
    return true;
}

/// At most once a second, however much arrives.
void NotificationCenter::refreshSummary() {
    if (!std::exchange(m_summary.stale, false)) {
        return;
    }
    m_summaryTimer.start();
    std::erase_if(m_summary.keys, [this](const auto& key) { return !m_summary.members.contains(key); });
    if (!m_summary.keys.empty()) {
        sendSummary();
    } else if (m_summary.id != 0) {
        m_daemon.close(std::exchange(m_summary.id, 0));
    }
}

Popup NotificationCenter::summaryPopup() const {
    Popup popup;
    popup.replaces = m_summary.id;
    const auto count = static_cast<int>(m_summary.keys.size());
    popup.title = tr("%Ln group(s) of alerts are firing", nullptr, count);
    QStringList lines;
    if (m_summary.whileQuiet > 0) {
        lines << tr("While it was quiet: %Ln message(s)", nullptr, static_cast<int>(m_summary.whileQuiet));
    }
    popup.urgency = datasource::DesktopNotification::Urgency::kLow;
    for (const auto& key : m_summary.keys) {
        const auto found = m_groups.find(key);
        if (found == m_groups.end()) {
            continue;
        }
        const auto& state = found->second->state;
        popup.urgency = std::max(popup.urgency, state.urgency);
        if (static_cast<std::size_t>(lines.size()) < kMaxLines) {
            lines << toQString(state.title);
        } else if (popup.urgency == datasource::DesktopNotification::Urgency::kCritical) {
            break;
        }
    }
    if (m_summary.keys.size() > kMaxLines) {
        lines << QStringLiteral("…");
    }
    popup.body = lines.join(QLatin1Char('\n'));
    popup.resident = true;
    popup.actions = {{QStringLiteral("default"), tr("Open")}};
    return popup;
}

void NotificationCenter::sendSummary() {
    if (m_summary.sending) {
        m_summary.stale = true;
        return;
    }
    m_summary.sending = true;
    auto popup = summaryPopup();
    m_daemon.show(popup, [this, title = popup.title, body = popup.body](Result<std::uint32_t> id) {
        m_summary.sending = false;
        m_summary.id = id.value_or(0);
        if (!id) {
            std::ignore = fallBack(title, body, id.error());
        }
        if (m_summary.keys.empty() && m_summary.id != 0) {
            m_daemon.close(std::exchange(m_summary.id, 0));
        }
    });
}

QDateTime NotificationCenter::quietEnd() const {
    return std::max(m_quietHours.endAt(m_now()), pausedUntil(),
                    [](const QDateTime& a, const QDateTime& b) { return !a.isValid() || (b.isValid() && a < b); });
}

QDateTime NotificationCenter::pausedUntil() const {
    return m_pausedUntil.isValid() && m_now() < m_pausedUntil ? m_pausedUntil : QDateTime();
}

bool NotificationCenter::holdsBack(const datasource::DesktopNotification& notification) const {
    if (notification.isTest) {
        return false;
    }
    if (pausedUntil().isValid()) {
        return true;
    }
    const bool passes =
        m_quietHours.criticalPasses && notification.urgency == datasource::DesktopNotification::Urgency::kCritical;
    return !passes && m_quietHours.endAt(m_now()).isValid();
}

void NotificationCenter::hold(const GroupPtr& group) {
    m_held.insert(group->key);
    ++m_heldEvents;
    armQuietEnd();
    group->reply(fmt::format("held back until {}: {}", quietEnd().toString(Qt::ISODate).toStdString(),
                             pausedUntil().isValid() ? "notifications are paused" : "quiet hours"));
}

void NotificationCenter::armQuietEnd() {
    const auto end = quietEnd();
    if (!end.isValid()) {
        m_quietTimer.stop();
        return;
    }
    // Looked at again at least every hour: clocks are set, machines sleep.
    constexpr qint64 kLongestMs = 3'600'000;
    m_quietTimer.start(static_cast<int>(std::clamp<qint64>(m_now().msecsTo(end) + 1, 1, kLongestMs)));
}

void NotificationCenter::setQuietHours(const QuietHours& hours) {
    m_quietHours = hours;
    quietEnded();
}

void NotificationCenter::pauseUntil(const QDateTime& end) {
    m_pausedUntil = end;
    quietEnded();
    emit pauseChanged();
}

/// One summary of all that waited; what is over by now is counted only.
void NotificationCenter::quietEnded() {
    if (quietEnd().isValid()) {
        armQuietEnd();
        return;
    }
    m_quietTimer.stop();
    if (std::exchange(m_pausedUntil, QDateTime()).isValid()) {
        emit pauseChanged();
    }
    const auto held = std::exchange(m_held, {});
    const auto events = std::exchange(m_heldEvents, 0);
    if (held.empty()) {
        if (events > 0) {
            Popup popup;
            popup.title = tr("While it was quiet: %Ln message(s)", nullptr, static_cast<int>(events));
            popup.body = tr("All of it is resolved.");
            popup.urgency = datasource::DesktopNotification::Urgency::kLow;
            popup.actions = {{QStringLiteral("default"), tr("Open")}};
            m_daemon.show(popup, [this](Result<std::uint32_t> id) { m_summary.id = id.value_or(0); });
        }
        return;
    }
    m_summary.whileQuiet = events;
    for (const auto& key : held) {
        if (const auto found = m_groups.find(key); found != m_groups.end()) {
            addToSummary(found->second);
        }
    }
}

} // namespace hearth::ui
