// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <map>

#include "alertmanager/trace/event_code.h"
#include "alertmanager/trace/tracer.h"

namespace hearth::alertmanager {
namespace {

using Row = journal::TraceTable::Row;
using Kind = TraceEvent::Kind;

/// What an alert's own rows say of its time in one group.
struct Stay {
    std::vector<model::TimeRange> within;
    std::vector<model::TimeRange> heldBack;
};

bool isHeldBack(Kind kind) {
    return kind == Kind::kInhibited || kind == Kind::kSilenced;
}

std::map<std::int64_t, Stay> staysOf(const std::vector<Row>& rows) {
    constexpr auto kOpen = std::numeric_limits<model::TimestampMs>::max();
    std::map<std::int64_t, Stay> stays;
    for (const auto& row : rows) {
        if (row.group == 0) {
            continue;
        }
        auto& stay = stays[row.group];
        const auto kind = static_cast<Kind>(row.kind);
        if (stay.within.empty() || stay.within.back().end != kOpen) {
            stay.within.push_back({.begin = row.time, .end = kOpen});
        }
        if (kind == Kind::kLeft) {
            stay.within.back().end = row.time;
        } else if (isHeldBack(kind)) {
            stay.heldBack.push_back({.begin = row.time, .end = row.last});
        }
    }
    return stays;
}

bool concerns(const Row& row, const Stay& stay) {
    const auto covers = [&](const model::TimeRange& range) { return range.begin <= row.time && row.last <= range.end; };
    const auto touches = [&](const model::TimeRange& range) {
        return range.begin <= row.last && row.time <= range.end;
    };
    return std::ranges::any_of(stay.within, touches) && std::ranges::none_of(stay.heldBack, covers);
}

Result<TraceEvent> eventOf(const Row& row, const journal::TraceTable::Group& group) {
    TraceEvent event{.kind = static_cast<Kind>(row.kind),
                     .time = row.time,
                     .last = row.last,
                     .count = static_cast<std::uint64_t>(row.count),
                     .group = group.key,
                     .route = group.route,
                     .receiver = group.receiver};
    HEARTH_TRY(decodeEvent(row.body, event));
    return event;
}

} // namespace

Result<std::vector<TraceEvent>> readTrace(journal::Database& database, Fingerprint alert, model::TimeRange range) {
    journal::TraceTable table(database);
    auto rows = HEARTH_TRY(table.ofAlert(alert));
    const auto stays = staysOf(rows);
    std::erase_if(rows, [&](const Row& row) { return row.last < range.begin || row.time > range.end; });
    std::map<std::int64_t, journal::TraceTable::Group> groups;
    for (const auto& [id, stay] : stays) {
        groups[id] = HEARTH_TRY(table.group(id));
        for (auto& row : HEARTH_TRY(table.ofGroup(id, range.begin, range.end))) {
            if (concerns(row, stay)) {
                rows.push_back(std::move(row));
            }
        }
    }
    std::ranges::sort(rows, {}, [](const Row& row) { return std::pair(row.time, row.id); });
    std::vector<TraceEvent> events;
    events.reserve(rows.size());
    for (const auto& row : rows) {
        events.push_back(HEARTH_TRY(eventOf(row, groups[row.group])));
    }
    return events;
}

Result<std::vector<AlertTransition>> readHistory(journal::Database& database, const HistoryQuery& query) {
    std::vector<AlertTransition> transitions;
    const auto note = [&](journal::HistoryTable::Found found) {
        if (model::matchesAll(found.labels, query.filter)) {
            transitions.push_back({.time = found.row.time,
                                   .fingerprint = found.row.fingerprint,
                                   .labels = std::move(found.labels),
                                   .source = std::move(found.row.source),
                                   .from = std::move(found.row.from),
                                   .to = std::move(found.row.to),
                                   .value = found.row.value});
        }
        return transitions.size() < query.limit;
    };
    HEARTH_TRY(journal::HistoryTable(database).visit(
        {.begin = query.range.begin, .end = query.range.end, .fingerprint = query.fingerprint}, note));
    return transitions;
}

} // namespace hearth::alertmanager
