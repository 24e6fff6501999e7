// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/clock.h"
#include "rules/alert.h"
#include "rules/written_series.h"

namespace hearth::rules {

/// How long a resolved alert is kept, and sent again and again, so that whoever missed it hears of it.
inline constexpr Nanoseconds kResolvedRetention = std::chrono::minutes(15);

/// What an alerting rule says of all its alerts.
struct AlertTimings {
    Nanoseconds holdFor{0};
    Nanoseconds keepFiringFor{0};
};

/// One alert of a rule: pending, firing, or resolved not long ago (kInactive). Its labels are the key under which the
/// rule keeps it. Pure logic, no I/O. Prometheus: rules.Alert. Threads: thread-compatible.
struct ActiveAlert {
    AlertState state = AlertState::kPending;
    double value = 0;
    std::shared_ptr<const TextMap> annotations;
    WallTime activeAt;
    std::optional<WallTime> firedAt;
    std::optional<WallTime> resolvedAt;
    std::optional<WallTime> keepFiringSince;
    std::optional<WallTime> lastSentAt;
    WallTime validUntil;

    std::uint64_t seenIn = 0; ///< The rule's evaluation that had it as a result last.
    /// `ALERTS` in the present state, and `ALERTS_FOR_STATE`.
    WrittenSeries::Index stateSeries = WrittenSeries::kNone;
    WrittenSeries::Index forStateSeries = WrittenSeries::kNone;

    /// What an evaluation did to it.
    enum class Outcome : std::uint8_t {
        kActive, ///< Pending or firing.
        kQuiet,  ///< Resolved, kept for a while.
        kGone,   ///< To be forgotten.
    };
    /// The evaluation at `at` had it as a result, or not.
    Outcome advance(bool isResult, WallTime at, const AlertTimings& timings);

    /// Begins anew: a result that was not there, or was resolved.
    void begin(WallTime at);

    /// Nothing was judged for `pause`: what waits for a time waits as much longer.
    void passOver(Nanoseconds pause);

    bool needsSending(WallTime at, Nanoseconds resendDelay) const;
    /// It is sent at `at`, and counts until some sendings could have failed.
    void markSent(WallTime at, Nanoseconds resendDelay, Nanoseconds interval);
    /// What a sending says of its end.
    WallTime endsAt() const { return resolvedAt.value_or(validUntil); }
};

} // namespace hearth::rules
