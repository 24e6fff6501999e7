// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

#include "base/error.h"
#include "datasource/types.h"
#include "storage/storage.h"

/// Answers about series and labels, without touching samples. Errors of a selector: kInvalidArgument with Prometheus's
/// text; of the storage: as storage::Querier.
namespace hearth::engine {

/// The matchers of each selector.
Result<std::vector<model::Matchers>> parseSelectors(const std::vector<std::string>& texts);

/// Series that match any of the selectors (at least one), sorted by labels.
Result<datasource::Listing<model::Labels>> listSeries(storage::Queryable& storage, const datasource::SeriesQuery& query,
                                                      std::stop_token stop);
/// Label names of those series, or of all where no selector is given.
Result<datasource::Listing<std::string>> listLabelNames(storage::Queryable& storage,
                                                        const datasource::SeriesQuery& query, std::stop_token stop);
/// Values of one label, likewise.
Result<datasource::Listing<std::string>> listLabelValues(storage::Queryable& storage, const std::string& name,
                                                         const datasource::SeriesQuery& query, std::stop_token stop);

} // namespace hearth::engine
