// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "base/log.h"
#include "datasource/alertmanager_source.h"

namespace hearth::engine {

/// Prolongs the acknowledgements of the Alertmanager in this process every minute for as long as there are some. Its
/// thread begins with the first and sleeps without a deadline while there is none.
/// Threads: thread-safe.
class AcknowledgementKeeper {
  public:
    /// `source` and `clock` must outlive it.
    AcknowledgementKeeper(datasource::AlertmanagerSource& source, Clock& clock, Log log);
    /// Waits for the round under way.
    ~AcknowledgementKeeper();

    /// There is an acknowledgement.
    void begin();
    /// Looks for those that a former run left.
    void beginWhereNeeded();

  private:
    void run(const std::stop_token& stop);
    /// Whether some are left.
    bool renew(const std::stop_token& stop);

    datasource::AlertmanagerSource& m_source;
    Clock& m_clock;
    const Log m_log;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::uint64_t m_begun = 0; // guarded by m_mutex
    bool m_needed = false;     // guarded by m_mutex
    std::jthread m_thread;     // begun under m_mutex
};

} // namespace hearth::engine
