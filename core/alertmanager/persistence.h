// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "alertmanager/dispatch/alert_store.h"
#include "alertmanager/machine_metrics.h"
#include "alertmanager/notify/notification_log.h"
#include "alertmanager/trace/tracer.h"
#include "base/clock.h"
#include "base/log.h"

namespace hearth::journal {
class Journal;
}

namespace hearth::alertmanager {

/// Brings what changed into the journal, everything that came together in one transaction. What cannot be written
/// stays to be written the next time.
/// Threads: confined to the notify thread.
class Persistence {
  public:
    struct Around {
        journal::Journal& journal;
        const Clock& clock;
        AlertStore& alerts;
        NotificationLog& log;
        Tracer& tracer;
        MachineMetrics& metrics;
        Log lines;
    };
    explicit Persistence(Around around)
        : m_around(std::move(around)) {}

    using Acknowledge = std::move_only_function<void(const Result<void>&)>;
    /// `done` hears of the next commit; at once where alerts have nothing that should not wait.
    void acknowledge(Acknowledge done);

    /// Commits what should not wait.
    void step();
    /// Commits everything.
    Result<void> commit();
    MonotonicTime nextDue() const;

  private:
    Result<void> write();

    const Around m_around;
    std::vector<Acknowledge> m_waiting;
    MonotonicTime m_lastTry;
    bool m_failing = false;
};

} // namespace hearth::alertmanager
