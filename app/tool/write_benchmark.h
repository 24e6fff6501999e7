// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/error.h"
#include "tool/context.h"

namespace hearth::app::tool {

struct WriteBenchmarkOptions {
    std::string output = "benchout"; ///< Its `storage` is made anew and kept for inspection.
    std::size_t metrics = 10'000;
    std::size_t scrapes = 3'000;
    std::string input; ///< Series, one JSON object a line; empty: invented ones.
};

/// Writes scrapes of the series into a new database as fast as it takes them, and prints how long each stage took:
/// promtool's `tsdb bench write`. Errors: kInvalidArgument (the input, with the line), kConflict (an `output` that
/// holds something else), those of the database.
Result<void> benchmarkWriting(Context& context, const WriteBenchmarkOptions& options);

} // namespace hearth::app::tool
