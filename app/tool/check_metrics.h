// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "tool/context.h"

namespace hearth::app::tool {

struct CheckMetricsOptions {
    bool extended = false; ///< How many series each metric has, too.
    bool lint = true;
};

/// Exit codes of `check metrics`.
inline constexpr int kMetricsBad = 1;
inline constexpr int kMetricsLinted = 3;

/// Reads metrics in the text format and says what is wrong with them or against the conventions, with promtool's output
/// and exit codes; equal numbers of series are in the order of the metrics' names.
int checkMetrics(Context& context, const CheckMetricsOptions& options, std::string_view text);

} // namespace hearth::app::tool
