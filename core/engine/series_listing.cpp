// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/series_listing.h"

#include <algorithm>
#include <functional>

#include "promql/syntax/parser.h"

namespace hearth::engine {
namespace {

constexpr const char* kTruncated = "results truncated due to limit";

model::TimeRange rangeOf(const datasource::SeriesQuery& query) {
    return {query.start.value_or(model::kMinTimestamp), query.end.value_or(model::kMaxTimestamp)};
}

template <class T>
datasource::Listing<T> sortedListing(std::vector<T> items, std::size_t limit) {
    std::ranges::sort(items);
    items.erase(std::ranges::unique(items).begin(), items.end());
    datasource::Listing<T> listing{std::move(items), {}};
    if (limit != 0 && listing.items.size() > limit) {
        listing.items.resize(limit);
        listing.warnings.emplace_back(kTruncated);
    }
    return listing;
}

/// What a Querier says for each selector, put together.
using AskNames = std::function<Result<std::vector<std::string>>(storage::Querier&, std::span<const model::Matcher>)>;

Result<datasource::Listing<std::string>> listNames(storage::Queryable& storage, const datasource::SeriesQuery& query,
                                                   const AskNames& ask) {
    const auto selectors = HEARTH_TRY(parseSelectors(query.selectors));
    const auto querier = HEARTH_TRY(storage.querier(rangeOf(query)));
    if (selectors.empty()) {
        return sortedListing(HEARTH_TRY(ask(*querier, {})), query.limit);
    }
    std::vector<std::string> names;
    for (const auto& matchers : selectors) {
        auto more = HEARTH_TRY(ask(*querier, matchers));
        std::ranges::move(more, std::back_inserter(names));
    }
    return sortedListing(std::move(names), query.limit);
}

} // namespace

Result<std::vector<model::Matchers>> parseSelectors(const std::vector<std::string>& texts) {
    std::vector<model::Matchers> selectors;
    for (const auto& text : texts) {
        selectors.push_back(HEARTH_TRY(promql::parseMetricSelector(text)));
    }
    return selectors;
}

Result<datasource::Listing<model::Labels>> listSeries(storage::Queryable& storage, const datasource::SeriesQuery& query,
                                                      std::stop_token stop) {
    const auto selectors = HEARTH_TRY(parseSelectors(query.selectors));
    const auto querier = HEARTH_TRY(storage.querier(rangeOf(query)));
    storage::SelectHints hints;
    hints.range = rangeOf(query);
    hints.function = "series";
    hints.samplesNeeded = false;
    std::vector<model::Labels> labels;
    for (const auto& matchers : selectors) {
        for (const auto& series : HEARTH_TRY(querier->select(false, hints, matchers, stop))) {
            labels.push_back(series->labels());
        }
    }
    return sortedListing(std::move(labels), query.limit);
}

Result<datasource::Listing<std::string>> listLabelNames(storage::Queryable& storage,
                                                        const datasource::SeriesQuery& query, std::stop_token stop) {
    return listNames(storage, query, [&](storage::Querier& querier, std::span<const model::Matcher> matchers) {
        return querier.labelNames(matchers, stop);
    });
}

Result<datasource::Listing<std::string>> listLabelValues(storage::Queryable& storage, const std::string& name,
                                                         const datasource::SeriesQuery& query, std::stop_token stop) {
    return listNames(storage, query, [&](storage::Querier& querier, std::span<const model::Matcher> matchers) {
        return querier.labelValues(name, matchers, stop);
    });
}

} // namespace hearth::engine
