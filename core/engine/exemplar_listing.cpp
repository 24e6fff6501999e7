// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/exemplar_listing.h"

#include "promql/syntax/walk.h"

namespace hearth::engine {
namespace {

/// The matchers of every selector, in source order.
void collectSelectors(const promql::Expr& expr, std::vector<model::Matchers>& selectors) {
    if (const auto* vector = expr.as<promql::VectorSelector>()) {
        selectors.push_back(vector->matchers);
    } else if (const auto* matrix = expr.as<promql::MatrixSelector>()) {
        selectors.push_back(matrix->selector.matchers);
    } else {
        promql::forEachChild(expr, [&](const promql::Expr& child) { collectSelectors(child, selectors); });
    }
}

} // namespace

Result<std::vector<datasource::SeriesExemplars>> listExemplars(storage::ExemplarQueryable& storage,
                                                               const datasource::ExemplarQuery& query,
                                                               const promql::ParseOptions& options) {
    const auto expr = HEARTH_TRY(promql::parse(query.expression, options));
    std::vector<model::Matchers> selectors;
    collectSelectors(expr, selectors);
    std::vector<datasource::SeriesExemplars> list;
    if (selectors.empty()) {
        return list;
    }
    const model::TimeRange range{query.start.value_or(model::kMinTimestamp), query.end.value_or(model::kMaxTimestamp)};
    for (auto& series : HEARTH_TRY(storage.exemplars(range, selectors))) {
        list.push_back({std::move(series.labels), std::move(series.exemplars)});
    }
    return list;
}

} // namespace hearth::engine
