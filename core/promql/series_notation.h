// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/histogram.h"
#include "model/labels.h"

namespace hearth::promql {

/// Points that a short text may stand for at most.
inline constexpr std::size_t kMaxNotatedPoints = 1'000'000;

/// One point of the expanding notation.
struct NotatedPoint {
    enum class Kind : std::uint8_t {
        kGap,       ///< `_`
        kFloat,     ///< A number, or `stale` (the stale marker).
        kHistogram, ///< `{{schema:1 sum:5 count:4 buckets:[1 2 1]}}`
    };
    Kind kind = Kind::kGap;
    double value = 0;
    std::shared_ptr<const model::FloatHistogram> histogram{};
};

struct NotatedSeries {
    model::Labels labels;
    std::vector<NotatedPoint> points;
};

/// Reads the points of rule unit tests and `.test` scripts: `1 2 _ stale`, `0+10x5` (0 10 ... 50), `7x3` (7 7 7 7),
/// `_x4`, `{{...}}+{{...}}x5`. kInvalidArgument names the item that is not understood.
Result<std::vector<NotatedPoint>> parseNotatedPoints(std::string_view text);

/// A metric with its points: `http_requests{job="a"} 0+10x5`.
Result<NotatedSeries> parseNotatedSeries(std::string_view line);

} // namespace hearth::promql
