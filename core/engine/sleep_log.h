// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "base/listeners.h"
#include "base/log.h"
#include "base/sleep_detector.h"
#include "base/subscription.h"
#include "datasource/storage_types.h"
#include "instrument/registry.h"
#include "model/time.h"

namespace hearth::journal {
class Journal;
}

namespace hearth::engine {

/// The times in which this machine was suspended: on /metrics, in the journal, and told to whoever wants to know.
/// Threads: thread-safe.
class SleepLog {
  public:
    static constexpr model::DurationMs kRetention = 400 * model::kDayMs;

    /// Without a journal they are forgotten when the program ends. All of it outlives the log.
    SleepLog(instrument::Registry& registry, journal::Journal* journal, Log log);

    /// Several threads may notice the same sleep: it counts once.
    void note(const Sleep& sleep);
    /// Those that overlap the range, by time.
    Result<std::vector<datasource::SleepSpan>> between(model::TimeRange range) const;

    /// `listener` is called on the thread that notices first; it must return soon.
    Subscription onSleep(std::function<void(datasource::SleepSpan)> listener) {
        return m_listeners.add(std::move(listener));
    }

  private:
    void keep(const datasource::SleepSpan& span);

    journal::Journal* const m_journal;
    const Log m_log;
    instrument::Counter& m_count;
    instrument::Counter& m_seconds;
    mutable std::mutex m_mutex;
    std::vector<datasource::SleepSpan> m_spans; // guarded by m_mutex: since the program began
    Listeners<datasource::SleepSpan> m_listeners;
};

} // namespace hearth::engine
