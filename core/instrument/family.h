// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hearth::instrument {

/// Name-value pairs; a name stands once.
using LabelPairs = std::vector<std::pair<std::string, std::string>>;

enum class FamilyType : std::uint8_t { kUntyped, kCounter, kGauge, kHistogram, kSummary };

struct Bucket {
    double upperBound = 0;
    std::uint64_t cumulativeCount = 0;
};

struct Quantile {
    double quantile = 0;
    double value = 0;
};

/// The state of one metric of a family at one moment. Which members count depends on the family's type.
struct Metric {
    LabelPairs labels;
    double value = 0;                   ///< Counter, gauge, untyped.
    std::vector<Bucket> buckets;        ///< Histogram: ascending, without +Inf.
    std::vector<Quantile> quantiles;    ///< Summary.
    double sum = 0;                     ///< Histogram, summary.
    std::uint64_t count = 0;            ///< Histogram, summary.
    std::optional<std::int64_t> timeMs; ///< Only where the metric states its own time.
};

/// All metrics of one name, as an exporter shows them (client_model: MetricFamily).
struct Family {
    std::string name;
    std::string help;
    FamilyType type = FamilyType::kUntyped;
    std::vector<Metric> metrics;
};

using Families = std::vector<Family>;

} // namespace hearth::instrument
