// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/error.h"
#include "tool/context.h"

namespace hearth::app::tool {

struct AnalyzeOptions {
    std::string directory = "data/";
    std::string block;       ///< Empty: the last one.
    std::size_t limit = 20;  ///< Items in each list.
    bool withChunks = false; ///< How full the chunks are, too: reads all of them.
    std::string selector;    ///< Empty: all series.
};

/// Prints where the series of a block come from: churn, cardinality, sizes of labels. promtool's `tsdb analyze`, but of
/// items that are equal the first by name stands first. Errors: those of openBlock(), kInvalidArgument (the selector),
/// kCorruption.
Result<void> analyze(Context& context, const AnalyzeOptions& options);

} // namespace hearth::app::tool
