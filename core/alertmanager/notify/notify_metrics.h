// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "alertmanager/notify/integration.h"
#include "instrument/registry.h"

namespace hearth::alertmanager {

/// Alertmanager's metrics of sending. Threads: thread-safe.
class NotifyMetrics {
  public:
    /// The series of all kinds that Alertmanager knows are there from the beginning.
    explicit NotifyMetrics(instrument::Registry& registry);

    /// Of one kind of integration.
    struct Kind {
        instrument::Counter& notifications;
        instrument::Counter& requests;
        instrument::Counter& requestsFailed;
        instrument::Histogram& latency;
        std::vector<instrument::Counter*> failed; ///< By Outcome::Cause, from kClientError on.

        void countFailure(Outcome::Cause cause);
    };
    Kind kind(const std::string& integration);

    instrument::Counter& silenced;
    instrument::Counter& inhibited;
    instrument::Counter& muted;
    instrument::Counter& inactive;

  private:
    instrument::Registry& m_registry;
};

/// Of the notification log. Threads: thread-safe.
struct LogMetrics {
    explicit LogMetrics(instrument::Registry& registry);

    instrument::Summary& gcDuration;
    instrument::Summary& snapshotDuration; ///< Of a commit to the journal.
    instrument::Gauge& snapshotSize;
    instrument::Counter& maintenance;
    instrument::Counter& maintenanceErrors;
    instrument::Counter& queries;
    instrument::Counter& queryErrors;
    instrument::Histogram& queryDuration;
};

} // namespace hearth::alertmanager
