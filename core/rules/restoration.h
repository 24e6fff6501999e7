// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>

#include "base/clock.h"
#include "base/error.h"
#include "rules/alerting_rule.h"
#include "storage/storage.h"

namespace hearth::rules {

struct RestorationTerms {
    WallTime now;
    Nanoseconds outageTolerance{0}; ///< How long ago the last run may have ended.
    Nanoseconds gracePeriod{0};     ///< An alert waits at least so long after a start before it fires.
};

/// Since when an alert counts as active, given what the last run wrote of it: that it was active since `activeAt`, when
/// it was last seen at `downAt`. Prometheus: Group.RestoreForState.
WallTime restoredActiveAt(WallTime activeAt, WallTime downAt, Nanoseconds holdFor, const RestorationTerms& terms);

/// Gives alerts the clocks back that an earlier run of the server wrote to ALERTS_FOR_STATE.
/// Threads: confined to the evaluation of the rule's group.
class Restoration {
  public:
    Restoration(const RestorationTerms& terms, storage::Queryable& storage, std::stop_token stop)
        : m_terms(terms)
        , m_storage(storage)
        , m_stop(std::move(stop)) {}

    /// Rules whose `for` is shorter than the grace period wait that long anyway and are left alone.
    Result<void> restore(AlertingRule& rule) const;

  private:
    const RestorationTerms m_terms;
    storage::Queryable& m_storage;
    const std::stop_token m_stop;
};

} // namespace hearth::rules
