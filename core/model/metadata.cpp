// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/metadata.h"

#include <array>

namespace hearth::model {
namespace {

/// Indexed by MetricType.
constexpr std::array<std::string_view, 8> kTexts{"unknown",        "counter", "gauge", "histogram",
                                                 "gaugehistogram", "summary", "info",  "stateset"};

} // namespace

std::string_view metricTypeText(MetricType type) {
    return kTexts[static_cast<std::size_t>(type)];
}

std::optional<MetricType> parseMetricType(std::string_view text) {
    for (std::size_t i = 0; i < kTexts.size(); ++i) {
        if (kTexts[i] == text) {
            return static_cast<MetricType>(i);
        }
    }
    return std::nullopt;
}

} // namespace hearth::model
