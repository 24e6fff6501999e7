// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/labels.h"
#include "model/time.h"

/// Metrics with the names and shapes of Prometheus's demo service, and the queries that are asked of it.
namespace hearth::tests {

inline constexpr model::TimestampMs kDemoBegin = 1'700'000'000'000;
inline constexpr model::DurationMs kDemoLength = 3 * model::kHourMs;

using DemoSink = std::function<void(const model::Labels& labels, model::TimestampMs time, double value)>;

/// The same samples every time. None lies on a full second, so that borders of ranges do not matter.
void generateDemoData(const DemoSink& sink);

struct ComplianceQuery {
    std::string expr;
    bool shouldFail = false;
};

/// The queries of the compliance suite with all their variants. kIo, kInvalidArgument.
Result<std::vector<ComplianceQuery>> readComplianceQueries(const std::string& path);

} // namespace hearth::tests
