// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "datasource/storage_types.h"
#include "promql/syntax/parser.h"
#include "storage/storage.h"

namespace hearth::engine {

/// The exemplars of the series that any selector of the query's expression names, sorted by labels.
/// Errors: kInvalidArgument for the expression; of the storage as storage::ExemplarQueryable.
Result<std::vector<datasource::SeriesExemplars>> listExemplars(storage::ExemplarQueryable& storage,
                                                               const datasource::ExemplarQuery& query,
                                                               const promql::ParseOptions& options);

} // namespace hearth::engine
