// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "model/time.h"
#include "tool/context.h"

namespace hearth::app::tool {

struct ImportOptions {
    std::string input;                                       ///< A file, a pipe, or `-` for standard input.
    std::string output = "data/";                            ///< Where the blocks are put.
    model::DurationMs longestBlock = 2 * model::kHourMs;     ///< Blocks are of the largest level that is not longer.
    std::vector<std::pair<std::string, std::string>> labels; ///< Set on every series.
    bool humanReadable = false;
    bool quiet = false; ///< Do not list the blocks.
    /// Samples held in memory at a time, at least those of one block; the text is read again for the rest.
    std::uint64_t samplesAtOnce = 16'000'000;
};

/// Makes blocks of an OpenMetrics text whose samples state their times: promtool's `create-blocks-from openmetrics`.
/// Nothing is written before all of the text was found good. Errors: kInvalidArgument with the line, kIo.
Result<void> importOpenMetrics(Context& context, const ImportOptions& options);

} // namespace hearth::app::tool
