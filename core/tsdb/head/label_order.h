// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// Strings of the head, copied.
struct SymbolList {
    std::vector<std::string_view> symbols; ///< Ascending, each once; point into `texts`.
    std::vector<std::unique_ptr<char[]>> texts;
};

/// All label names and values. Locks the index for slices of its labels.
SymbolList symbolsOf(const Head& head);

/// All series, ordered by labels: by the ranks of their label pairs, so that no text is compared but once a pair.
/// Locks the index for slices of its series, and once for as long as it takes to order the values of new labels.
std::vector<SeriesKey> seriesInLabelOrder(Head& head);

} // namespace hearth::tsdb
