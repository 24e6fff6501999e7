// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/dispatch/dispatcher.h"

#include <algorithm>
#include <unordered_set>

#include "alertmanager/dispatch/alert_order.h"

namespace hearth::alertmanager {

Dispatcher::Dispatcher(Around around, Limits limits)
    : m_around(std::move(around))
    , m_limits(limits)
    , m_startAt(m_around.clock.monotonic() + std::chrono::milliseconds(limits.startDelay)) {}

void Dispatcher::load(std::shared_ptr<Setup> setup) {
    const auto isFirst = !m_setup;
    const auto now = m_around.clock.nowMs();
    m_around.deliveries.abandonAll();
    const auto before = std::exchange(m_groups, {});
    m_byPlace.clear();
    m_timers.clear();
    m_blocked.clear();
    // Routes of the groups before live as long as this.
    const auto last = std::exchange(m_setup, std::move(setup));

    m_around.alerts.visit([&](const AlertPtr& alert) { m_setup->inhibitor.put(*alert, now); });
    m_around.alerts.visit([&](const AlertPtr& alert) {
        if (isFirst || !alert->isResolvedAt(now) || m_around.alerts.isHeld(alert->fingerprint)) {
            for (const auto* const route : m_setup->route->match(alert->labels)) {
                insert(alert, *route, false);
            }
        }
    });
    for (const auto& [id, group] : before) {
        for (const auto& [fingerprint, member] : group->members) {
            m_around.alerts.release(fingerprint, now);
        }
    }
    traceMoves(before);
}

void Dispatcher::route(const AlertPtr& alert, bool turned) {
    m_setup->inhibitor.put(*alert, m_around.clock.nowMs());
    for (const auto* const route : m_setup->route->match(alert->labels)) {
        insert(alert, *route, turned);
    }
}

std::string Dispatcher::placeOf(const Route& route, const model::Labels& labels) {
    const auto* const address = &route;
    std::string place(reinterpret_cast<const char*>(&address), sizeof(address));
    place.append(labels.bytes());
    return place;
}

Group* Dispatcher::groupFor(const AlertPtr& alert, const Route& route) {
    auto labels = route.groupLabels(alert->labels);
    auto place = placeOf(route, labels);
    const auto found = m_byPlace.find(place);
    return found != m_byPlace.end() ? found->second : create(alert, route, std::move(labels), std::move(place));
}

Group* Dispatcher::create(const AlertPtr& alert, const Route& route, model::Labels labels, std::string place) {
    if (m_limits.groups != 0 && m_groups.size() >= m_limits.groups) {
        m_around.metrics.groupLimitReached.increment();
        m_around.lines.error("Failed to create aggregation group",
                             {{"err", "too many aggregation groups"}, {"alert", alert->labels.toString()}});
        m_around.tracer.add(alert->fingerprint, nullptr,
                            {.kind = TraceEvent::Kind::kRejected,
                             .time = m_around.clock.nowMs(),
                             .detail = "there are as many groups as the limit allows"});
        return nullptr;
    }
    const auto id = ++m_lastId;
    auto& group = *m_groups.emplace(id, std::make_unique<Group>()).first->second;
    group.id = id;
    group.route = &route;
    group.key = route.groupKey(labels);
    group.labels = std::move(labels);
    group.place = std::move(place);
    group.trace =
        std::make_shared<TraceGroup>(TraceGroup{.key = group.key, .route = route.path, .receiver = route.receiver});
    m_byPlace.emplace(group.place, &group);
    // An alert that fires for so long has waited elsewhere: before a restart, or in a sender.
    const auto isOld = alert->startsAt + route.groupWait < m_around.clock.nowMs();
    const auto now = m_around.clock.monotonic();
    schedule(group, isOld ? now : now + std::chrono::milliseconds(route.groupWait));
    m_around.metrics.groups.set(static_cast<double>(m_groups.size()));
    return &group;
}

void Dispatcher::insert(const AlertPtr& alert, const Route& route, bool turned) {
    auto* const group = groupFor(alert, route);
    if (group == nullptr) {
        return;
    }
    const auto [member, added] = group->members.try_emplace(alert->fingerprint);
    member->second.alert = alert;
    if (added) {
        member->second.hash = logHash(alert->labels);
        m_around.alerts.hold(alert->fingerprint);
    }
    if (turned) {
        traceInsertion(*group, *alert);
    }
}

void Dispatcher::traceInsertion(const Group& group, const Alert& alert) {
    const auto now = m_around.clock.nowMs();
    const auto wait = std::max(group.due, m_startAt) - m_around.clock.monotonic();
    const auto* why = "group_interval";
    if (group.flush.number == 0) {
        why = wait > Nanoseconds(0) ? "group_wait" : "older than group_wait";
    }
    m_around.tracer.add(alert.fingerprint, group.trace,
                        {.kind = TraceEvent::Kind::kGrouped,
                         .time = now,
                         .detail = why,
                         .until = now + std::chrono::ceil<std::chrono::milliseconds>(wait).count()});
}

/// Notes which alerts are in other groups than under the configuration before.
void Dispatcher::traceMoves(const Groups& before) {
    const auto nameOf = [](const TraceGroup& group, Fingerprint fingerprint) {
        return group.key + '\0' + group.route + '\0' + group.receiver + '\0' + fingerprintText(fingerprint);
    };
    const auto namesIn = [&](const Groups& groups) {
        std::unordered_set<std::string> names;
        for (const auto& [id, group] : groups) {
            for (const auto& [fingerprint, member] : group->members) {
                names.insert(nameOf(*group->trace, fingerprint));
            }
        }
        return names;
    };
    const auto namesBefore = namesIn(before);
    const auto namesNow = namesIn(m_groups);
    for (const auto& [id, group] : before) {
        for (const auto& [fingerprint, member] : group->members) {
            if (!namesNow.contains(nameOf(*group->trace, fingerprint))) {
                m_around.tracer.add(fingerprint, group->trace,
                                    {.kind = TraceEvent::Kind::kLeft,
                                     .time = m_around.clock.nowMs(),
                                     .detail = "the configuration routes it elsewhere"});
            }
        }
    }
    for (const auto& [id, group] : m_groups) {
        for (const auto& [fingerprint, member] : group->members) {
            if (!namesBefore.contains(nameOf(*group->trace, fingerprint))) {
                traceInsertion(*group, *member.alert);
            }
        }
    }
}

void Dispatcher::schedule(Group& group, MonotonicTime due) {
    group.due = due;
    m_timers.emplace(due, group.id);
}

MonotonicTime Dispatcher::nextDue() const {
    return m_timers.empty() ? MonotonicTime::max() : std::max(m_timers.begin()->first, m_startAt);
}

void Dispatcher::step() {
    const auto now = m_around.clock.monotonic();
    if (now < m_startAt) {
        return;
    }
    unblock();
    while (!m_timers.empty() && m_timers.begin()->first <= now) {
        auto& group = *m_groups.at(m_timers.begin()->second);
        unschedule(group);
        flush(group);
    }
}

void Dispatcher::unblock() {
    const auto blocked = m_blocked;
    for (const auto id : blocked) {
        auto& group = *m_groups.at(id);
        if (!m_around.deliveries.isFinishing(group.key, group.route->receiver)) {
            m_blocked.erase(id);
            flush(group);
        }
    }
}

void Dispatcher::finishFlush(Group& group) {
    group.isFlushing = false;
    const auto now = m_around.clock.nowMs();
    if (!group.flush.failed) {
        for (const auto& resolved : group.flush.resolved) {
            const auto found = group.members.find(resolved->fingerprint);
            // One that was told again in the meantime stays.
            if (found != group.members.end() && found->second.alert == resolved) {
                m_around.tracer.forget(resolved->fingerprint, group.trace);
                m_around.tracer.add(resolved->fingerprint, group.trace, {.kind = TraceEvent::Kind::kLeft, .time = now});
                m_around.alerts.release(resolved->fingerprint, now);
                group.members.erase(found);
                ++m_version;
            }
        }
    }
    group.flush.resolved.clear();
    if (group.members.empty()) {
        destroy(group);
    } else if (std::exchange(group.isDueAgain, false)) {
        schedule(group, m_around.clock.monotonic());
    }
}

void Dispatcher::destroy(Group& group) {
    unschedule(group);
    m_around.tracer.forget(0, group.trace);
    for (const auto& placed : m_setup->receivers.at(group.route->receiver).integrations) {
        m_around.tracer.forget(0, group.trace, placed.name);
    }
    m_byPlace.erase(group.place);
    m_groups.erase(group.id);
    m_around.metrics.groups.set(static_cast<double>(m_groups.size()));
}

std::map<std::string, std::string> Dispatcher::routeLabels(const Group& group) const {
    if (group.route->labels.empty() || !m_setup->expandRouteLabels) {
        return group.route->labels;
    }
    Notification notification{.groupKey = group.key,
                              .receiver = group.route->receiver,
                              .groupLabels = group.labels,
                              .routeLabels = group.route->labels,
                              .now = m_around.clock.nowMs()};
    for (const auto& [fingerprint, member] : group.members) {
        notification.alerts.push_back(member.alert);
    }
    std::ranges::sort(notification.alerts, [](const auto& a, const auto& b) { return alertBefore(*a, *b); });
    return m_setup->expandRouteLabels(notification);
}

void Dispatcher::showCounts() const {
    const auto now = m_around.clock.nowMs();
    std::unordered_map<Fingerprint, AlertState> states;
    for (const auto& [id, group] : m_groups) {
        for (const auto& [fingerprint, member] : group->members) {
            if (!member.alert->isResolvedAt(now)) {
                auto& state = states[fingerprint];
                state = std::max(state, member.state);
            }
        }
    }
    double counts[3] = {};
    for (const auto& [fingerprint, state] : states) {
        ++counts[static_cast<std::size_t>(state)];
    }
    m_around.metrics.unprocessed.set(counts[static_cast<std::size_t>(AlertState::kUnprocessed)]);
    m_around.metrics.active.set(counts[static_cast<std::size_t>(AlertState::kActive)]);
    m_around.metrics.suppressed.set(counts[static_cast<std::size_t>(AlertState::kSuppressed)]);
}

} // namespace hearth::alertmanager
