// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QCoreApplication>
#include <QTimeZone>

#include "graph/axis_tick.h"
#include "model/time.h"

namespace hearth::ui {

/// Round places on a time axis, as a clock and a calendar have them: 10:05, 10:10, midnight, Mondays, firsts of months.
/// Threads: thread-safe.
class TimeScale {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::TimeScale)

  public:
    /// At most `maxTicks` ticks within `range`, round in `zone`; labels in the current QLocale. Empty for an empty
    /// range.
    static std::vector<AxisTick> ticks(model::TimeRange range, int maxTicks, const QTimeZone& zone);

  private:
    enum class Calendar { kClock, kDays, kMonths, kYears };
    struct Step {
        Calendar calendar = Calendar::kClock;
        std::int64_t count = 1; ///< Milliseconds, days, months or years.
    };

    static Step stepFor(model::DurationMs span, int maxTicks);
    static std::vector<model::TimestampMs> clockTimes(model::TimeRange range, model::DurationMs step,
                                                      const QTimeZone& zone);
    static std::vector<model::TimestampMs> dates(model::TimeRange range, Step step, const QTimeZone& zone);
    static QString label(model::TimestampMs time, Step step, const QTimeZone& zone);
};

} // namespace hearth::ui
