// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/time.h"
#include "tool/context.h"

namespace hearth::app::tool {

enum class DumpFormat {
    kSamples,     ///< `{labels} value time` a line.
    kSeriesJson,  ///< The labels of each series as a JSON object a line.
    kOpenMetrics, ///< What create-blocks-from openmetrics reads: without histograms and stale markers.
};

struct DumpOptions {
    std::string directory = "data/";
    model::TimestampMs minTime = std::numeric_limits<model::TimestampMs>::min();
    model::TimestampMs maxTime = std::numeric_limits<model::TimestampMs>::max();
    std::vector<std::string> selectors; ///< Series that match any of them; none: all.
    DumpFormat format = DumpFormat::kSamples;
};

/// Prints the samples of a database, head and blocks, series by series in the order of their labels. The directory is
/// opened read-only, so that a server may have it meanwhile. Errors: kInvalidArgument (a selector), those of
/// tsdb::Db::open() and of reading.
Result<void> dump(Context& context, const DumpOptions& options);

} // namespace hearth::app::tool
