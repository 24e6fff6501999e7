// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/matcher.h"
#include "tsdb/index/index_reader.h"

/// What matchers find in an index. No chunk is touched. Errors: kCorruption, kCanceled. Threads: thread-safe.
namespace hearth::tsdb::index {

/// The series that all matchers accept, ascending (by labels, too). A label that a series lacks counts as empty.
///
/// Each matcher stands for values of its label: those that it accepts, or, where it accepts the empty one, those that
/// it does not accept, whose series are taken away. Values that are named (`=`, `a|b`) are looked up, those with a
/// common prefix (`node_.*`) are a stretch of the table, all others are asked one by one. The shortest lists come
/// first; a matcher for which the lists would be longer work than the candidates asks those for their labels.
Result<std::vector<SeriesId>> selectSeries(const IndexReader& index, std::span<const model::Matcher> matchers,
                                           const std::stop_token& stop);

/// Sorted names of the labels that the series have.
Result<std::vector<std::string>> labelNamesOf(const IndexReader& index, std::span<const SeriesId> ids,
                                              const std::stop_token& stop);
/// Sorted values of one label that the series (ascending) have.
Result<std::vector<std::string>> labelValuesOf(const IndexReader& index, std::string_view name,
                                               std::span<const SeriesId> ids, const std::stop_token& stop);
/// All values of a label, sorted.
std::vector<std::string> allLabelValues(const IndexReader& index, std::string_view name);

} // namespace hearth::tsdb::index
