// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "alertmanager/notify/integration.h"
#include "alertmanager/notify/notify_metrics.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "journal/notification_table.h"

namespace hearth::journal {
class Journal;
}

namespace hearth::alertmanager {

/// XXH64 over an alert's sorted labels: what stands for it in the log (Alertmanager: hashAlert).
std::uint64_t logHash(const model::Labels& labels);

/// What each integration of each receiver was told last of each group. In memory; what is new waits for save().
/// Threads: confined to the notify thread.
class NotificationLog {
  public:
    using Key = journal::NotificationTable::Key;
    struct Entry {
        model::TimestampMs time = 0;
        model::TimestampMs expiresAt = 0;
        std::vector<std::uint64_t> firing; ///< Sorted.
        std::vector<std::uint64_t> resolved;
        ReceiverData remembered;
    };

    /// The clock serves to tell how long things take, no more.
    NotificationLog(LogMetrics& metrics, const Clock& clock, model::DurationMs retention)
        : m_metrics(metrics)
        , m_clock(clock)
        , m_retention(retention) {}

    Result<void> restore(journal::Database& database);

    /// Null where nothing was told, or too long ago.
    const Entry* find(const Key& key) const;
    /// Kept for twice the repeat interval, at most for the retention.
    void put(const Key& key, Entry entry, model::DurationMs repeatInterval);
    void collectGarbage(model::TimestampMs now);

    void forEach(const std::function<void(const Key&, const Entry&)>& visit) const {
        for (const auto& [text, stored] : m_entries) {
            visit(stored.key, stored.entry);
        }
    }

    bool hasNews() const { return !m_changed.empty() || m_forgetBefore != 0; }
    /// Within a transaction; saved() once that is committed.
    Result<void> save(journal::Database& database);
    void saved();
    std::size_t size() const { return m_entries.size(); }

  private:
    struct Stored {
        Key key;
        Entry entry;
    };
    static std::string textOf(const Key& key);

    Result<void> write(journal::Database& database);
    void removeExpired(model::TimestampMs now);

    LogMetrics& m_metrics;
    const Clock& m_clock;
    const model::DurationMs m_retention;
    std::unordered_map<std::string, Stored> m_entries;
    std::unordered_set<std::string> m_changed; ///< Since it was saved.
    model::TimestampMs m_forgetBefore = 0;
};

} // namespace hearth::alertmanager
