// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/trace/tracer.h"

#include "alertmanager/trace/event_code.h"
#include "base/hash.h"

namespace hearth::alertmanager {
namespace {

/// Rows since the last pruning from which on it is worth to look whether there are too many.
constexpr std::int64_t kManyRows = 20;

/// Repetitions may differ in which attempt it was.
std::string comparable(TraceEvent event) {
    event.attempt = 0;
    return encodeEvent(event);
}

bool isSame(const journal::TraceTable::Row& row, const TraceEvent& event) {
    TraceEvent before;
    return row.kind == static_cast<std::int64_t>(event.kind) && decodeEvent(row.body, before) &&
           comparable(std::move(before)) == comparable(event);
}

} // namespace

Result<void> Tracer::restore(journal::Database& database) {
    journal::TraceTable table(database);
    m_lastId = HEARTH_TRY(table.lastId());
    return {};
}

Tracer::Channel Tracer::channel(Fingerprint alert, const TraceGroup& group, const std::string& integration,
                                TraceEvent::Kind kind) {
    auto hash = fnv1a64(group.key);
    hash = fnv1a64(std::string_view("\xff", 1), hash);
    hash = fnv1a64(group.route, hash);
    hash = fnv1a64(std::string_view("\xff", 1), hash);
    hash = fnv1a64(group.receiver, hash);
    hash = fnv1a64(std::string_view("\xff", 1), hash);
    hash = fnv1a64(integration, hash);
    hash = fnv1a64({reinterpret_cast<const char*>(&alert), sizeof(alert)}, hash);
    return fnv1a64({reinterpret_cast<const char*>(&kind), sizeof(kind)}, hash);
}

Tracer::Row& Tracer::append(Fingerprint alert, const TraceGroupPtr& group, const TraceEvent& event) {
    if (m_rows.size() >= m_limits.unsaved) {
        ++m_dropped;
        m_rows.pop_back();
    }
    m_rows.push_back({.row = {.id = ++m_lastId,
                              .alert = alert,
                              .kind = static_cast<std::int64_t>(event.kind),
                              .time = event.time,
                              .last = event.time,
                              .body = encodeEvent(event)},
                      .group = group});
    if (alert != 0) {
        ++m_rowsSince[alert];
    }
    return m_rows.back();
}

void Tracer::add(Fingerprint alert, const TraceGroupPtr& group, TraceEvent event) {
    append(alert, group, event);
}

void Tracer::repeatIn(Channel channel, Fingerprint alert, const TraceGroupPtr& group, const TraceEvent& event) {
    const auto found = m_latest.find(channel);
    if (found != m_latest.end() && isSame(found->second.row, event)) {
        auto& row = found->second.row;
        row.last = event.time;
        ++row.count;
        row.body = encodeEvent(event);
        m_repeated[channel] = true;
        return;
    }
    close(channel);
    m_latest[channel] = append(alert, group, event);
}

void Tracer::repeat(Fingerprint alert, const TraceGroupPtr& group, TraceEvent event) {
    repeatIn(channel(alert, *group, {}, event.kind), alert, group, event);
}

void Tracer::repeat(const TraceGroupPtr& group, TraceEvent event) {
    repeatIn(channel(0, *group, event.integration, event.kind), 0, group, event);
}

void Tracer::forget(Fingerprint alert, const TraceGroupPtr& group, const std::string& integration) {
    if (m_latest.empty()) {
        return;
    }
    using Kind = TraceEvent::Kind;
    for (const auto kind : {Kind::kInhibited, Kind::kSilenced, Kind::kMuted, Kind::kInactive, Kind::kDeduplicated,
                            Kind::kNotifying, Kind::kAttempt, Kind::kFailed}) {
        close(channel(alert, *group, integration, kind));
    }
}

void Tracer::close(Channel channel) {
    const auto found = m_latest.find(channel);
    if (found == m_latest.end()) {
        return;
    }
    if (m_repeated.erase(channel) > 0) {
        // Its last count must not be lost with it.
        m_rows.push_back(std::move(found->second));
    }
    m_latest.erase(found);
}

void Tracer::transition(AlertTransition transition) {
    if (m_transitions.size() >= m_limits.unsaved) {
        ++m_dropped;
        return;
    }
    m_transitions.push_back(std::move(transition));
}

Result<void> Tracer::saveRow(journal::TraceTable& table, Row& row) {
    if (row.group) {
        auto& group = *row.group;
        if (group.epoch != m_epoch) {
            group.id = HEARTH_TRY(table.groupId(group.key, group.route, group.receiver));
            group.epoch = m_epoch;
        }
        row.row.group = group.id;
        if (row.row.alert == 0) {
            ++m_groupRowsSince[group.id];
        }
    }
    return table.put(row.row);
}

Result<void> Tracer::save(journal::Database& database) {
    journal::TraceTable trace(database);
    for (auto& row : m_rows) {
        HEARTH_TRY(saveRow(trace, row));
    }
    for (const auto& [channel, changed] : m_repeated) {
        HEARTH_TRY(saveRow(trace, m_latest.at(channel)));
    }
    journal::HistoryTable history(database);
    for (const auto& change : m_transitions) {
        HEARTH_TRY(history.identify(change.fingerprint, change.labels, change.time));
        HEARTH_TRY(history.add({.time = change.time,
                                .fingerprint = change.fingerprint,
                                .source = change.source,
                                .from = change.from,
                                .to = change.to,
                                .value = change.value}));
    }
    return {};
}

void Tracer::saved() {
    m_rows.clear();
    m_repeated.clear();
    m_transitions.clear();
}

Result<void> Tracer::prune(journal::Database& database, model::TimestampMs now) {
    journal::TraceTable trace(database);
    journal::HistoryTable history(database);
    for (const auto& [alert, rows] : m_rowsSince) {
        if (rows >= kManyRows) {
            HEARTH_TRY(trace.limitAlert(alert, m_limits.rowsOfAlert));
            HEARTH_TRY(history.limit(alert, m_limits.transitionsOfAlert));
        }
    }
    for (const auto& [group, rows] : m_groupRowsSince) {
        if (rows >= kManyRows) {
            HEARTH_TRY(trace.limitGroup(group, m_limits.rowsOfGroup));
        }
    }
    HEARTH_TRY(trace.prune(now - m_limits.retention, m_limits.rows));
    HEARTH_TRY(history.prune(now - m_limits.retention, m_limits.transitions));
    if (now - m_groupsForgotten >= model::kDayMs) {
        HEARTH_TRY(trace.forgetUnusedGroups());
        m_groupsForgotten = now;
        ++m_epoch;
    }
    m_rowsSince.clear();
    m_groupRowsSince.clear();
    return {};
}

} // namespace hearth::alertmanager
