// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "alertmanager/dispatch/alert_order.h"
#include "alertmanager/dispatch/dispatcher.h"

namespace hearth::alertmanager {
namespace {

/// A flush has at least so long to deliver its messages (Alertmanager: MinTimeout).
constexpr model::DurationMs kShortestFlush = 10 * model::kSecondMs;

AlertPtr firingCopy(const AlertPtr& alert) {
    auto copy = std::make_shared<Alert>(*alert);
    copy->endsAt = 0;
    return copy;
}

} // namespace

void Dispatcher::flush(Group& group) {
    if (group.isFlushing) {
        group.isDueAgain = true;
        return;
    }
    if (m_around.deliveries.isFinishing(group.key, group.route->receiver)) {
        m_blocked.insert(group.id);
        return;
    }
    const auto now = m_around.clock.nowMs();
    schedule(group, m_around.clock.monotonic() + std::chrono::milliseconds(group.route->groupInterval));
    group.isFlushing = true;
    // One more than there are deliveries, so that ends that come at once do not end the flush.
    group.flush = {.number = ++m_lastFlush, .underWay = 1};
    for (const auto& [fingerprint, member] : group.members) {
        if (member.alert->isResolvedAt(now)) {
            group.flush.resolved.push_back(member.alert);
        }
    }
    const auto passed = pass(group, now);
    if (!passed.members.empty()) {
        notify(group, passed, now);
    }
    delivered(group.id, group.flush.number, true);
}

Dispatcher::Passed Dispatcher::pass(Group& group, model::TimestampMs now) {
    Passed passed;
    for (auto& [fingerprint, member] : group.members) {
        if (!isInhibited(group, member, now)) {
            passed.members.push_back(&member);
            setState(member, std::max(member.state, AlertState::kActive));
        } else {
            setState(member, AlertState::kSuppressed);
        }
    }
    if (passed.members.empty() || isOutsideItsTimes(group, passed.members.size(), now)) {
        passed.members.clear();
        return passed;
    }
    std::erase_if(passed.members, [&](Group::Member* member) {
        const auto silenced = isSilenced(group, *member, now);
        if (!silenced && member->state == AlertState::kSuppressed) {
            m_around.tracer.forget(member->alert->fingerprint, group.trace);
        }
        setState(*member, silenced ? AlertState::kSuppressed : AlertState::kActive);
        return silenced;
    });
    for (const auto* const member : passed.members) {
        auto& hashes = passed.hashes;
        (member->alert->isResolvedAt(now) ? hashes.resolved : hashes.firing).push_back(member->hash);
    }
    std::ranges::sort(passed.hashes.firing);
    std::ranges::sort(passed.hashes.resolved);
    return passed;
}

void Dispatcher::setState(Group::Member& member, AlertState state) {
    m_version += member.state == state ? 0 : 1;
    member.state = state;
}

bool Dispatcher::isInhibited(Group& group, const Group::Member& member, model::TimestampMs now) {
    const auto inhibition = m_setup->inhibitor.inhibits(member.alert->labels, now);
    if (!inhibition) {
        return false;
    }
    m_around.notifyMetrics.inhibited.increment();
    const auto& name = m_setup->inhibitor.rules()[inhibition->rule].name;
    m_around.tracer.repeat(member.alert->fingerprint, group.trace,
                           {.kind = TraceEvent::Kind::kInhibited,
                            .time = now,
                            .by = fingerprintText(inhibition->source),
                            .detail = name.empty() ? fmt::format("inhibit_rules[{}]", inhibition->rule) : name});
    return true;
}

bool Dispatcher::isSilenced(Group& group, const Group::Member& member, model::TimestampMs now) {
    const auto silences = m_around.silences.silencing(member.alert->fingerprint, member.alert->labels, now);
    if (silences.empty()) {
        return false;
    }
    m_around.notifyMetrics.silenced.increment();
    std::vector<std::string> ids;
    for (const auto& silence : silences) {
        ids.push_back(silence->id);
    }
    std::ranges::sort(ids);
    m_around.tracer.repeat(member.alert->fingerprint, group.trace,
                           {.kind = TraceEvent::Kind::kSilenced,
                            .time = now,
                            .by = fmt::format("{}", fmt::join(ids, ", ")),
                            .detail = fmt::format("{}: {}", silences.front()->createdBy, silences.front()->comment)});
    return true;
}

bool Dispatcher::isOutsideItsTimes(Group& group, std::size_t alerts, model::TimestampMs now) {
    const auto& route = *group.route;
    const auto before = group.mutedBy;
    auto kind = TraceEvent::Kind::kMuted;
    if (!route.activeTimeIntervals.empty() && m_setup->activeIntervals(route.activeTimeIntervals, now).empty()) {
        group.mutedBy = route.activeTimeIntervals;
        kind = TraceEvent::Kind::kInactive;
        m_around.notifyMetrics.inactive.increment(alerts);
    } else {
        group.mutedBy = m_setup->activeIntervals(route.muteTimeIntervals, now);
        if (!group.mutedBy.empty()) {
            m_around.notifyMetrics.muted.increment(alerts);
        }
    }
    m_version += before == group.mutedBy ? 0 : 1;
    if (!group.mutedBy.empty()) {
        m_around.tracer.repeat(group.trace,
                               {.kind = kind, .time = now, .by = fmt::format("{}", fmt::join(group.mutedBy, ", "))});
        return true;
    }
    if (!before.empty()) {
        m_around.tracer.forget(0, group.trace);
    }
    return false;
}

void Dispatcher::notify(Group& group, const Passed& passed, model::TimestampMs now) {
    const Notification draft{
        .groupKey = group.key, .receiver = group.route->receiver, .groupLabels = group.labels, .now = now};
    for (auto& placed : m_setup->receivers.at(group.route->receiver).integrations) {
        deliver(group, placed, passed, draft);
    }
}

void Dispatcher::deliver(Group& group, PlacedIntegration& to, const Passed& passed, const Notification& draft) {
    const NotificationLog::Key key{
        .groupKey = group.key, .receiver = group.route->receiver, .integration = to.kind, .position = to.position};
    const auto* const entry = m_around.log.find(key);
    const auto verdict = judge(entry, passed.hashes, to.sendsResolved, group.route->repeatInterval, draft.now);
    if (!verdict.notify) {
        m_around.tracer.repeat(group.trace, {.kind = TraceEvent::Kind::kDeduplicated,
                                             .time = draft.now,
                                             .integration = to.name,
                                             .detail = std::string(verdict.reason)});
        return;
    }
    std::shared_ptr<Notification> notification;
    if (to.sendsResolved || !passed.hashes.firing.empty()) {
        notification = std::make_shared<Notification>(draft);
        notification->reason = verdict.reason;
        for (const auto* const member : passed.members) {
            const auto isResolved = member->alert->isResolvedAt(draft.now);
            if (to.sendsResolved || !isResolved) {
                notification->alerts.push_back(isResolved ? member->alert : firingCopy(member->alert));
            }
        }
        std::ranges::sort(notification->alerts, [](const auto& a, const auto& b) { return alertBefore(*a, *b); });
        notification->routeLabels = group.route->labels;
        if (!group.route->labels.empty() && m_setup->expandRouteLabels) {
            notification->routeLabels = m_setup->expandRouteLabels(*notification);
        }
        if (entry != nullptr && !verdict.first) {
            notification->remembered = entry->remembered;
        }
    }
    const auto time = std::max(group.route->groupInterval, kShortestFlush);
    ++group.flush.underWay;
    m_around.deliveries.begin(
        {.keepsAlive = m_setup,
         .to = &to,
         .key = key,
         .group = group.trace,
         .notification = std::move(notification),
         .hashes = passed.hashes,
         .repeatInterval = group.route->repeatInterval,
         .deadline = m_around.clock.monotonic() + std::chrono::milliseconds(time),
         .done = [this, id = group.id, number = group.flush.number](bool ok) { delivered(id, number, ok); }});
}

void Dispatcher::delivered(std::uint64_t id, std::uint64_t number, bool ok) {
    const auto found = m_groups.find(id);
    if (found == m_groups.end() || found->second->flush.number != number || !found->second->isFlushing) {
        return;
    }
    auto& group = *found->second;
    group.flush.failed = group.flush.failed || !ok;
    if (--group.flush.underWay == 0) {
        finishFlush(group);
    }
}

} // namespace hearth::alertmanager
