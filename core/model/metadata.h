// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth::model {

/// Numbers as in the WAL's metadata record: on disk, never renumber.
enum class MetricType : std::uint8_t {
    kUnknown = 0,
    kCounter = 1,
    kGauge = 2,
    kHistogram = 3,
    kGaugeHistogram = 4,
    kSummary = 5,
    kInfo = 6,
    kStateset = 7,
};

/// `counter`, `gauge`, ... as the HTTP API prints them.
std::string_view metricTypeText(MetricType type);
/// The lower-case OpenMetrics word; nothing for another word.
std::optional<MetricType> parseMetricType(std::string_view text);

/// What a metric family says of itself.
struct Metadata {
    MetricType type = MetricType::kUnknown;
    std::string help;
    std::string unit;

    bool operator==(const Metadata&) const = default;
};

} // namespace hearth::model
