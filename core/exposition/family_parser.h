// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "model/labels.h"
#include "model/time.h"

namespace hearth::exposition {

enum class ExposedType : std::uint8_t { kUntyped, kCounter, kGauge, kSummary, kHistogram, kGaugeHistogram };
/// `untyped`, `counter`, ..., `gauge_histogram`.
std::string_view exposedTypeText(ExposedType type);

/// One metric of a family: a line of text, or all lines of one histogram or summary.
struct ExposedMetric {
    /// In the order of the text; without the `le` of a histogram and the `quantile` of a summary.
    std::vector<model::Labels::Pair> labels;
    double value = 0;                             ///< Counter, gauge, untyped.
    std::vector<std::pair<double, double>> parts; ///< Bound and count of buckets, or quantile and value.
    std::optional<double> sum;
    std::optional<double> count;
    std::optional<model::TimestampMs> time; ///< Of several lines the last that states one.
};

/// What stands under one name. There is at least one metric.
struct ExposedFamily {
    std::string name;
    std::optional<std::string> help; ///< Escapes undone.
    ExposedType type = ExposedType::kUntyped;
    std::vector<ExposedMetric> metrics;
};

/// Reads Prometheus's text format as its checks and gateways do (client libraries: expfmt.TextParser), more strictly
/// than ScrapeParser: each line ends, escapes are known ones, HELP and TYPE stand once and TYPE before the samples. The
/// lines of a histogram or summary are put together. Families are in the order in which they begin; those without
/// samples are left out. Whether a metric stands twice is not looked for.
///
/// Errors: kInvalidArgument `line N: reason`, kLimit. Threads: thread-safe.
Result<std::vector<ExposedFamily>> parseFamilies(std::string_view text);

} // namespace hearth::exposition
