// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "base/error.h"
#include "model/matcher.h"
#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// The series that all matchers accept, ascending. A label that a series lacks counts as empty, so what a matcher
/// accepts decides alone; postings only keep the search short:
/// - `=` and alternations of literals (`a|b`) are looked up, the shortest list first, the others intersected with it;
/// - where there is none, one matcher that wants a value lists it (by literal prefix where it has one);
/// - all other matchers look at the candidates that are left, once per different value.
/// Needs Head::indexMutex(), shared. kCanceled when `stop` is requested.
Result<std::vector<SeriesId>> selectSeries(const Head& head, std::span<const model::Matcher> matchers,
                                           std::stop_token stop);

} // namespace hearth::tsdb
