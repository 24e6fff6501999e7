// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "alertmanager/views.h"
#include "base/error.h"
#include "journal/history_table.h"
#include "journal/trace_table.h"

namespace hearth::alertmanager {

/// A group as the trace knows it; kept by the group and by rows that are not saved yet.
struct TraceGroup {
    std::string key;
    std::string route;
    std::string receiver;
    std::int64_t id = 0; ///< In the journal; 0: not asked yet.
    std::uint64_t epoch = 0;
};
using TraceGroupPtr = std::shared_ptr<TraceGroup>;

/// Writes down what happens to alerts. Collects in memory; save() puts it into the journal together with what else is
/// to be committed. What repeats itself, such as a flush with nothing new, is counted in one row.
///
/// What concerns a whole group is one row, however many alerts are in it; readTrace() knows which of them it is about:
/// those that were in the group and not held back one by one.
/// Bounded: rows of an alert, of a group, in all, by age, and what waits to be saved.
/// Threads: confined to the notify thread.
class Tracer {
  public:
    struct Limits {
        model::DurationMs retention = 120 * model::kHourMs;
        std::int64_t rows = 500'000;
        std::int64_t rowsOfAlert = 200;
        std::int64_t rowsOfGroup = 500;
        std::int64_t transitions = 500'000;
        std::int64_t transitionsOfAlert = 1'000;
        std::size_t unsaved = 200'000; ///< Beyond that, which takes a journal that fails, new ones are dropped.
    };
    explicit Tracer(Limits limits)
        : m_limits(limits) {}

    /// Continues after what the journal has.
    Result<void> restore(journal::Database& database);

    /// Of one alert; `group` may be null.
    void add(Fingerprint alert, const TraceGroupPtr& group, TraceEvent event);
    /// Of one alert in a group, counted in one row a kind as long as it stays the same; see forget().
    void repeat(Fingerprint alert, const TraceGroupPtr& group, TraceEvent event);
    /// Of all alerts of a group; counted likewise per `integration`.
    void repeat(const TraceGroupPtr& group, TraceEvent event);
    /// What comes next of this alert in this group is something new. `alert` 0: of the group itself.
    void forget(Fingerprint alert, const TraceGroupPtr& group, const std::string& integration = {});

    /// For the history; and in the trace what the event says.
    void transition(AlertTransition transition);

    /// Whether there is something that should not wait for long / at all worth a commit of its own.
    bool hasNews() const { return !m_rows.empty() || !m_transitions.empty(); }
    bool hasRepeats() const { return !m_repeated.empty(); }
    std::uint64_t dropped() const { return m_dropped; }

    /// Within a transaction; then saved() or, where it was rolled back, notSaved().
    Result<void> save(journal::Database& database);
    void saved();
    void notSaved() { ++m_epoch; }

    /// Within a transaction: forgets what the limits say.
    Result<void> prune(journal::Database& database, model::TimestampMs now);

  private:
    struct Row {
        journal::TraceTable::Row row;
        TraceGroupPtr group;
    };
    using Channel = std::uint64_t;
    static Channel channel(Fingerprint alert, const TraceGroup& group, const std::string& integration,
                           TraceEvent::Kind kind);

    Row& append(Fingerprint alert, const TraceGroupPtr& group, const TraceEvent& event);
    void repeatIn(Channel channel, Fingerprint alert, const TraceGroupPtr& group, const TraceEvent& event);
    void close(Channel channel);
    Result<void> saveRow(journal::TraceTable& table, Row& row);

    const Limits m_limits;
    std::int64_t m_lastId = 0;
    std::uint64_t m_epoch = 1; ///< Ids of groups of an earlier one are void.
    std::uint64_t m_dropped = 0;
    std::vector<Row> m_rows;
    std::vector<AlertTransition> m_transitions;
    std::unordered_map<Channel, Row> m_latest;
    std::unordered_map<Channel, bool> m_repeated; ///< Channels whose latest row changed since it was saved.
    std::unordered_map<Fingerprint, std::int64_t> m_rowsSince; ///< Since the last pruning.
    std::unordered_map<std::int64_t, std::int64_t> m_groupRowsSince;
    model::TimestampMs m_groupsForgotten = 0;
};

/// See Alertmanager::trace(), history(). Threads: thread-safe.
Result<std::vector<TraceEvent>> readTrace(journal::Database& database, Fingerprint alert, model::TimeRange range);
Result<std::vector<AlertTransition>> readHistory(journal::Database& database, const HistoryQuery& query);

} // namespace hearth::alertmanager
