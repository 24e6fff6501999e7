// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "alertmanager/alert.h"
#include "alertmanager/dispatch/store_metrics.h"
#include "alertmanager/views.h"
#include "base/error.h"
#include "journal/database.h"

namespace hearth::alertmanager {

/// All alerts: those that fire, and those that ended until collectGarbage(). In the journal are those that fire, and
/// those that a group still holds because somebody has to be told of their end. What changed waits for save().
/// Threads: confined to the notify thread.
class AlertStore {
  public:
    struct Limits {
        std::size_t alerts = 1'000'000;
        std::size_t perName = 0; ///< Alerts of one `alertname`; 0: any number.
    };
    AlertStore(StoreMetrics& metrics, Limits limits)
        : m_metrics(metrics)
        , m_limits(limits) {}

    /// What the journal has. While nobody listened nobody could repeat an alert either: one that fired at `lastSeen`
    /// gets the time in between added to its end, up to `patience` from now.
    Result<void> restore(journal::Database& database, model::TimestampMs lastSeen, model::TimestampMs now,
                         model::DurationMs patience);

    /// How an alert stood before it was told, and how it stands now.
    struct Change {
        AlertPtr before; ///< Null where it is new.
        AlertPtr after;
        bool turned = false; ///< New, or from firing to resolved, or back.
    };
    /// Takes a valid telling; kLimit where it is one too many.
    Result<Change> put(Alert alert, model::TimestampMs now);

    AlertPtr find(Fingerprint fingerprint) const;
    template <class Visit>
    void visit(Visit visit) const {
        for (const auto& [fingerprint, entry] : m_entries) {
            visit(entry.alert);
        }
    }
    std::size_t size() const { return m_entries.size(); }

    /// A group takes the alert in, or lets it go because all is told.
    void hold(Fingerprint fingerprint);
    void release(Fingerprint fingerprint, model::TimestampMs now);
    /// Whether some group has it.
    bool isHeld(Fingerprint fingerprint) const;

    /// Adds `by` to the ends of alerts that fired at `time`; returns those as they are then.
    std::vector<AlertPtr> prolong(model::TimestampMs time, model::DurationMs by, model::TimestampMs now);

    /// Those whose end passed since the last call.
    std::vector<AlertPtr> takeExpired(model::TimestampMs now);
    /// When the next one may expire; 0: none will.
    model::TimestampMs nextExpiry() const { return m_ends.empty() ? 0 : m_ends.top().first; }

    /// Drops resolved alerts that no group holds; returns which.
    std::vector<Fingerprint> collectGarbage(model::TimestampMs now);

    bool hasNews() const { return !m_changed.empty(); }
    /// Whether there is more than that alerts which fire go on, long before the end that the journal has: somebody
    /// repeats those anyway.
    bool hasUrgentNews() const { return m_isUrgent; }
    /// Within a transaction; saved() once that is committed.
    Result<void> save(journal::Database& database, model::TimestampMs now);
    void saved();

  private:
    struct Entry {
        AlertPtr alert;
        std::int64_t row = 0; ///< In the journal.
        std::uint32_t holders = 0;
        bool isWatched = false;          ///< Has an entry in m_ends.
        bool textsChanged = true;        ///< Since it was saved.
        model::TimestampMs savedEnd = 0; ///< The end that the journal has; 0: none.
    };
    bool exceedsNameLimit(const Alert& alert, model::TimestampMs now);
    void watch(Entry& entry, model::TimestampMs now);

    StoreMetrics& m_metrics;
    const Limits m_limits;
    std::unordered_map<Fingerprint, Entry> m_entries;
    std::int64_t m_lastRow = 0;
    std::map<std::int64_t, Fingerprint> m_changed; ///< By row, since it was saved; those that are gone included.
    bool m_isUrgent = false;                       ///< Among them are such that should not wait.
    std::unordered_map<std::string, std::unordered_map<Fingerprint, model::TimestampMs>> m_byName; ///< To their ends.
    using End = std::pair<model::TimestampMs, Fingerprint>;
    std::priority_queue<End, std::vector<End>, std::greater<>> m_ends; ///< One of each firing alert, perhaps outdated.
};

/// Why an alert cannot be taken; empty where it can.
std::string faultOf(const Alert& alert);

/// Fills in what a sender left out (Alertmanager: postAlertsHandler).
Alert completed(PostedAlert posted, model::TimestampMs now, model::DurationMs resolveTimeout);

} // namespace hearth::alertmanager
