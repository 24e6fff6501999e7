// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "base/clock.h"
#include "base/error.h"

namespace hearth::tsdb {

/// Keeps the share of time that a background task spends working below a fraction, so that a small machine stays
/// usable, and ends it soon where it shall stop.
///
///     for (...) { work(); HEARTH_TRY(pacer.pause()); }
///
/// Threads: confined to the task's thread.
class Pacer {
  public:
    /// `share` is above 0; 1 (or more) never waits. The clock must outlive the pacer. The first stretch of work begins
    /// now.
    Pacer(double share, Clock& clock, std::stop_token stop = {});

    /// A stretch of work is over: waits as long as the share asks for what was worked since the last wait. Stretches
    /// shorter than kMinWork are gathered. Cheap enough for every few hundred series. Errors: kCanceled.
    Result<void> pause();

    /// Stretches shorter than this are not worth a sleep.
    static constexpr Nanoseconds kMinWork = std::chrono::milliseconds(5);
    /// No single wait is longer, whatever a stretch took.
    static constexpr Nanoseconds kMaxWait = std::chrono::seconds(10);

  private:
    Nanoseconds waitFor(Nanoseconds worked) const;

    const double m_share;
    Clock& m_clock;
    const std::stop_token m_stop;
    MonotonicTime m_workBegan;
    std::mutex m_mutex; ///< Guards nothing: what waiting asks for.
    std::condition_variable_any m_never;
};

} // namespace hearth::tsdb
