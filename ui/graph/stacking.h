// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "graph/graph_data.h"

namespace hearth::ui {

/// The band that one series takes in a stack: from `lower` up to `upper`, sample by sample at equal times.
struct StackedBand {
    std::vector<model::Sample> lower;
    std::vector<model::Sample> upper;
};

/// Piles up the series that `shown` says, in order; where a series has no finite sample it adds nothing and its own
/// band has a gap. Hidden series have empty bands. Positive and negative values are piled up together.
/// Threads: thread-safe (a pure function).
std::vector<StackedBand> stack(const GraphData& data, const std::vector<bool>& shown);

} // namespace hearth::ui
