// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/notification_center.h"

#include <QLocale>
#include <algorithm>
#include <fmt/format.h>

#include "models/isolated_text.h"
#include "models/plain_text.h"
#include "models/value_format.h"
#include "notify/notification_group.h"

namespace hearth::ui {
namespace {

using datasource::DesktopNotification;
using datasource::ReceivedAlert;

constexpr std::size_t kKeptAlerts = 50; ///< Of a group: more are counted only.
constexpr std::size_t kMaxGroups = 20'000;
constexpr std::size_t kThreads = 2;
constexpr std::string_view kGone = "taken away: all of its alerts are resolved";

model::Labels commonLabels(const std::vector<ReceivedAlert>& alerts) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& label : alerts.front().labels) {
        if (std::ranges::all_of(alerts, [&](const auto& one) { return one.labels.value(label.name) == label.value; })) {
            pairs.emplace_back(label.name, label.value);
        }
    }
    return model::Labels::fromPairs({pairs.begin(), pairs.end()});
}

std::string keyOf(const NotificationOrigin& origin, const DesktopNotification& notification) {
    return origin.url.toStdString() + '\n' + notification.receiver + '\n' + notification.group;
}

} // namespace

NotificationCenter::NotificationCenter(NotificationDaemon& daemon, QObject* parent, Now now)
    : QObject(parent)
    , m_daemon(daemon)
    , m_now(std::move(now))
    , m_background(QStringLiteral("notifications"), kThreads) {
    setCreator({});
    m_summaryTimer.setSingleShot(true);
    m_summaryTimer.setInterval(kSummaryEveryMs);
    m_quietTimer.setSingleShot(true);
    connect(&m_summaryTimer, &QTimer::timeout, this, &NotificationCenter::refreshSummary);
    connect(&m_quietTimer, &QTimer::timeout, this, &NotificationCenter::quietEnded);
    connect(&m_daemon, &NotificationDaemon::actionInvoked, this, &NotificationCenter::actionInvoked);
    connect(&m_daemon, &NotificationDaemon::closed, this, &NotificationCenter::closed);
    connect(&m_daemon, &NotificationDaemon::restarted, this, &NotificationCenter::restarted);
}

NotificationCenter::~NotificationCenter() = default;

void NotificationCenter::show(const NotificationOrigin& origin, DesktopNotification notification,
                              datasource::DesktopAnswer answer) {
    const auto key = keyOf(origin, notification);
    emit alertsChanged();
    if (notification.firing.empty()) {
        takeAway(key, std::move(answer));
        return;
    }
    auto& group = m_groups[key];
    if (!group) {
        if (m_groups.size() > kMaxGroups) {
            m_groups.erase(key);
            answer(fail(ErrorCode::kLimit, "too many groups are on this desktop"));
            return;
        }
        group = std::make_shared<Group>();
    }
    group->key = key;
    group->origin = origin;
    group->firing = notification.firing.size();
    group->common = commonLabels(notification.firing);
    notification.firing.resize(std::min(notification.firing.size(), kKeptAlerts));
    notification.resolved.clear();
    group->state = std::move(notification);
    group->reply(std::string("replaced by a newer state of the group"));
    group->answer = std::move(answer);
    group->confirming = false;
    present(group);
}

void NotificationCenter::present(const GroupPtr& group) {
    if (group->busy) {
        group->stale = true;
        return;
    }
    if (holdsBack(group->state)) {
        hold(group);
        return;
    }
    m_held.erase(group->key);
    if (group->id == 0 && !group->state.isTest && (m_summary.members.contains(group->key) || !countEvent())) {
        addToSummary(group);
        return;
    }
    group->busy = true;
    fetchPicture(group);
}

/// Whether one more notification of its own may appear.
bool NotificationCenter::countEvent() {
    const auto now = m_now().toMSecsSinceEpoch();
    std::erase_if(m_events, [now](qint64 time) { return now - time >= kEventsWithinMs || time > now; });
    if (m_events.size() >= kMaxEvents) {
        return false;
    }
    m_events.push_back(now);
    return true;
}

void NotificationCenter::fetchPicture(const GroupPtr& group) {
    const auto slot = toQString(group->key);
    if (!group->origin.source) {
        send(group);
        return;
    }
    const auto late = std::make_shared<QTimer>();
    late->setSingleShot(true);
    connect(late.get(), &QTimer::timeout, this, [this, group, slot] {
        m_background.cancel(this, slot);
        send(group);
    });
    late->start(kPicturePatienceMs);
    m_background.call(
        this, slot,
        [source = group->origin.source, alert = group->state.firing.front(), now = m_now().toMSecsSinceEpoch()](
            std::stop_token stop) { return fetchValuePicture(*source, alert, now, std::move(stop)); },
        [this, group, late](Result<ValuePicture> picture) {
            late->stop();
            group->picture = std::move(picture).value_or(ValuePicture());
            send(group);
        });
}

void NotificationCenter::send(const GroupPtr& group) {
    m_daemon.show(popupOf(*group), [this, group](Result<std::uint32_t> id) { sent(group, std::move(id)); });
}

void NotificationCenter::sent(const GroupPtr& group, Result<std::uint32_t> id) {
    group->busy = false;
    if (!id) {
        group->id = 0;
        group->unseen = true;
        group->reply(fallBack(toQString(group->state.title), toQString(group->state.body), id.error()));
    } else {
        m_keys.erase(group->id);
        group->id = *id;
        group->unseen = false;
        m_keys[*id] = group->key;
        group->reply("shown by " + m_daemon.name().toStdString());
    }
    if (group->gone) {
        if (group->id != 0) {
            m_daemon.close(group->id);
            m_keys.erase(group->id);
        }
    } else if (std::exchange(group->stale, false)) {
        present(group);
    }
}

Result<std::string> NotificationCenter::fallBack(const QString& title, const QString& body, const Error& error) const {
    if (m_fallback) {
        if (auto shown = m_fallback(title, body)) {
            return fmt::format("{}, because {}", *shown, error.message());
        }
    }
    return std::unexpected(error);
}

void NotificationCenter::takeAway(const std::string& key, datasource::DesktopAnswer answer) {
    m_held.erase(key);
    removeFromSummary(key);
    if (const auto found = m_groups.find(key); found != m_groups.end()) {
        const auto group = found->second;
        m_groups.erase(found);
        group->gone = true;
        group->reply(std::string(kGone));
        if (group->id != 0 && !group->busy) {
            m_daemon.close(group->id);
            m_keys.erase(group->id);
        }
    }
    answer(std::string(kGone));
}

void NotificationCenter::forget(const QString& url) {
    std::vector<std::string> keys;
    for (const auto& [key, group] : m_groups) {
        if (group->origin.url == url) {
            keys.push_back(key);
        }
    }
    for (const auto& key : keys) {
        takeAway(key, [](const Result<std::string>&) {});
    }
}

/// When since, and what the value is; in the person's language and clock.
QString NotificationCenter::footer(const Group& group) const {
    const auto& alert = group.state.firing.front();
    const QLocale locale;
    const auto since = QDateTime::fromMSecsSinceEpoch(
        std::ranges::min_element(group.state.firing, {}, &ReceivedAlert::startsAt)->startsAt);
    const auto when = since.date() == m_now().date() ? locale.toString(since.time(), QLocale::ShortFormat)
                                                     : locale.toString(since, QLocale::ShortFormat);
    auto text = tr("since %1").arg(when);
    if (group.firing == 1) {
        if (group.picture.value) {
            text = tr("now %1").arg(ValueFormat::threeDigits(*group.picture.value)) + QStringLiteral(" · ") + text;
        }
        const auto target = toQString(alert.labels.value("instance"));
        if (!target.isEmpty() && !toQString(group.state.title).contains(target) &&
            !toQString(group.state.body).contains(target)) {
            text += QStringLiteral(" · ") + isolated(target);
        }
    }
    if (!group.origin.url.isEmpty()) {
        text += QStringLiteral(" · ") + group.origin.url;
    }
    return text;
}

Popup NotificationCenter::popupOf(const Group& group) const {
    Popup popup;
    popup.replaces = group.id;
    popup.title = toQString(group.state.title);
    popup.body = (toQString(group.state.body) + QLatin1Char('\n') + footer(group)).trimmed();
    popup.urgency = group.state.urgency;
    popup.sound = toQString(group.state.sound);
    popup.picture = group.picture.image;
    popup.resident = true;
    if (popup.urgency == DesktopNotification::Urgency::kCritical) {
        popup.expiresAfterMs = 0; // some daemons take even these away after seconds
    }
    popup.actions = {{QStringLiteral("default"), tr("Open")}};
    if (!group.state.isTest) {
        popup.actions.push_back({QStringLiteral("silence"), tr("Silence 1 h")});
        popup.actions.push_back({QStringLiteral("acknowledge"), tr("Acknowledge")});
    }
    return popup;
}

NotificationCenter::GroupPtr NotificationCenter::groupOf(std::uint32_t id) const {
    const auto key = m_keys.find(id);
    const auto found = key != m_keys.end() ? m_groups.find(key->second) : m_groups.end();
    return found != m_groups.end() ? found->second : nullptr;
}

void NotificationCenter::closed(std::uint32_t id) {
    if (m_summary.id == id) {
        m_summary.id = 0;
    }
    if (const auto group = groupOf(id)) {
        group->id = 0;
    }
    m_keys.erase(id);
}

/// The new daemon knows nothing of what was on the screen.
void NotificationCenter::restarted() {
    m_keys.clear();
    std::vector<GroupPtr> shown;
    for (const auto& [key, group] : m_groups) {
        group->unseen |= std::exchange(group->id, 0) != 0;
        if (group->unseen && !group->confirming) {
            shown.push_back(group);
        }
    }
    for (const auto& group : shown) {
        present(group);
    }
    if (std::exchange(m_summary.id, 0) != 0) {
        sendSummary();
    }
}

} // namespace hearth::ui
