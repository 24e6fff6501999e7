// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "model/query_value.h"

namespace hearth::datasource {

/// Reads a successful answer of /api/v1/query or query_range in one pass, without a tree of JSON values: a large matrix
/// costs little more memory than its samples. kCorruption for what is not such an answer, with what is wrong.
/// Native histograms are left out; a warning says how many series that concerns.
/// Threads: thread-safe.
Result<model::QueryAnswer> readQueryAnswer(std::string_view json);

} // namespace hearth::datasource
