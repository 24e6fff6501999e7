// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "storage/storage.h"

namespace hearth::storage {

/// Makes several views into one: series with equal labels become one series whose samples are merged by time. Of
/// samples at one time the one of the earlier querier in `parts` wins, so put first what is to be believed first. Cost:
/// nothing beside the part itself where there is one; series whose parts do not overlap in time are read one part after
/// the other, without a copy. Prometheus: storage.NewMergeQuerier with ChainedSeriesMerge.
std::unique_ptr<Querier> mergeQueriers(std::vector<std::unique_ptr<Querier>> parts);

/// Merges what stands in `columns` behind the first `floats` floats and `histograms` histograms (sorted by itself) into
/// what stands before it; at equal times what stands before wins.
void mergeTail(Columns& columns, std::size_t floats, std::size_t histograms);

} // namespace hearth::storage
