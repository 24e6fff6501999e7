// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/judged_time.h"

#include <algorithm>

namespace hearth::ui {
namespace {

bool hasValues(const datasource::BacktestSeries& series, const datasource::BacktestGap& gap) {
    const auto first = std::ranges::lower_bound(series.timestamps, gap.begin);
    return first != series.timestamps.end() && *first <= gap.end;
}

} // namespace

JudgedTime judgedTime(model::TimeRange range, model::DurationMs interval,
                      const std::vector<datasource::BacktestGap>& gaps,
                      const std::vector<datasource::BacktestSeries>& series) {
    JudgedTime time{range.end - range.begin, range.end - range.begin};
    for (const auto& gap : gaps) {
        const bool isKnown =
            gap.wasEvaluated() && std::ranges::any_of(series, [&gap](const auto& one) { return hasValues(one, gap); });
        if (!isKnown) {
            // Both ends are instants without data; so is the time up to the next one.
            time.judged -= std::min(gap.end + interval, range.end) - std::max(gap.begin, range.begin);
        }
    }
    time.judged = std::max<model::DurationMs>(0, time.judged);
    return time;
}

} // namespace hearth::ui
