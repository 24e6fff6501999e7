// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "alertmanager/dispatch/alert_store.h"
#include "alertmanager/dispatch/group.h"
#include "alertmanager/dispatch/setup.h"
#include "alertmanager/notify/deliveries.h"
#include "alertmanager/silence/silences.h"
#include "base/clock.h"
#include "base/log.h"

namespace hearth::alertmanager {

/// Puts alerts into groups, flushes groups when it is time, and lets through what is not inhibited, outside of its
/// times, silenced or known already. A deterministic machine: route() and step() are all that moves it.
/// Threads: confined to the notify thread.
class Dispatcher {
  public:
    struct Around {
        const Clock& clock;
        AlertStore& alerts;
        Silences& silences;
        NotificationLog& log;
        Deliveries& deliveries;
        Tracer& tracer;
        NotifyMetrics& notifyMetrics;
        StoreMetrics& metrics;
        Log lines;
    };
    struct Limits {
        std::size_t groups = 0; ///< 0: any number.
        model::DurationMs startDelay = 0;
    };
    Dispatcher(Around around, Limits limits);

    /// Takes over a configuration: all groups are made anew from the stored alerts, messages under way end in the log.
    void load(std::shared_ptr<Setup> setup);
    /// Null before the first load().
    const std::shared_ptr<Setup>& setup() const { return m_setup; }

    /// A stored alert is new or was told again.
    void route(const AlertPtr& alert, bool turned);

    /// Flushes nothing before that.
    void holdUntil(MonotonicTime time) { m_startAt = std::max(m_startAt, time); }
    /// Flushes what is due.
    void step();
    MonotonicTime nextDue() const;

    /// Changes with whatever step() changes of what people see.
    std::uint64_t version() const { return m_version; }
    const std::map<std::uint64_t, std::unique_ptr<Group>>& groups() const { return m_groups; }
    /// The labels of a group's route with its templates expanded.
    std::map<std::string, std::string> routeLabels(const Group& group) const;
    /// Counts alerts by state for `/metrics`; linear in the number of alerts.
    void showCounts() const;

  private:
    using Groups = std::map<std::uint64_t, std::unique_ptr<Group>>;
    struct Passed {
        std::vector<Group::Member*> members;
        GroupHashes hashes;
    };

    static std::string placeOf(const Route& route, const model::Labels& labels);
    void insert(const AlertPtr& alert, const Route& route, bool turned);
    Group* groupFor(const AlertPtr& alert, const Route& route);
    Group* create(const AlertPtr& alert, const Route& route, model::Labels labels, std::string place);
    void traceInsertion(const Group& group, const Alert& alert);
    void traceMoves(const Groups& before);
    void schedule(Group& group, MonotonicTime due);
    void unschedule(Group& group) { m_timers.erase({group.due, group.id}); }

    void flush(Group& group);
    Passed pass(Group& group, model::TimestampMs now);
    void setState(Group::Member& member, AlertState state);
    bool isInhibited(Group& group, const Group::Member& member, model::TimestampMs now);
    bool isSilenced(Group& group, const Group::Member& member, model::TimestampMs now);
    bool isOutsideItsTimes(Group& group, std::size_t alerts, model::TimestampMs now);
    void notify(Group& group, const Passed& passed, model::TimestampMs now);
    void deliver(Group& group, PlacedIntegration& to, const Passed& passed, const Notification& draft);
    void delivered(std::uint64_t group, std::uint64_t flush, bool ok);
    void finishFlush(Group& group);
    void destroy(Group& group);
    void unblock();

    const Around m_around;
    const Limits m_limits;
    MonotonicTime m_startAt; ///< Nothing is flushed before.

    std::shared_ptr<Setup> m_setup;
    std::uint64_t m_lastId = 0;
    std::uint64_t m_lastFlush = 0;
    std::uint64_t m_version = 0;
    Groups m_groups;
    std::unordered_map<std::string, Group*> m_byPlace;
    std::set<std::pair<MonotonicTime, std::uint64_t>> m_timers;
    /// Due, but an attempt that began under an earlier configuration has still to end.
    std::set<std::uint64_t> m_blocked;
};

} // namespace hearth::alertmanager
