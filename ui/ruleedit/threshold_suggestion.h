// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "datasource/backtest.h"
#include "ruleedit/threshold_text.h"

namespace hearth::ui {

struct ThresholdSuggestion {
    double threshold = 0;
    std::size_t firings = 0; ///< What it would have made of the past.
};

/// How often a rule would have fired with a threshold.
using CountFirings = std::function<std::size_t(double threshold)>;

/// The loosest threshold, as round as possible, that would have fired `wanted` times at most; nothing where the series
/// have no values, where the comparison has no stricter side (`==`), or when stopped. Some twenty calls of `count`.
/// Threads: thread-safe (a pure function).
std::optional<ThresholdSuggestion> suggestThreshold(const std::vector<datasource::BacktestSeries>& series,
                                                    ThresholdOp op, std::size_t wanted, const CountFirings& count,
                                                    const std::stop_token& stop);

} // namespace hearth::ui
