// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/functions/native_histogram.h"

#include <cmath>

#include "promql/label_drop.h"
#include "promql/map_stream.h"
#include "promql/numeric/histogram_quantile.h"

namespace hearth::promql {

namespace {

using Figure = double (*)(const model::FloatHistogram& histogram);

Figure figureOf(Function function) {
    switch (function) {
    case Function::kHistogramCount:
        return [](const model::FloatHistogram& histogram) { return histogram.count; };
    case Function::kHistogramSum:
        return [](const model::FloatHistogram& histogram) { return histogram.sum; };
    case Function::kHistogramAvg:
        return [](const model::FloatHistogram& histogram) { return histogram.sum / histogram.count; };
    case Function::kHistogramStdvar:
        return nativeVariance;
    case Function::kHistogramStddev:
        return [](const model::FloatHistogram& histogram) { return std::sqrt(nativeVariance(histogram)); };
    default:
        return nullptr;
    }
}

} // namespace

Result<StreamPtr> callHistogramFigure(const CallSite& site) {
    const Figure figure = figureOf(site.function());
    if (figure == nullptr) {
        return callFloatless(site);
    }
    StreamPtr argument = HEARTH_TRY(site.mixedVector(0));
    auto map = [figure, &pool = site.context().histograms](std::span<double> cells) {
        for (double& cell : cells) {
            const auto* const histogram = pool.find(cell);
            cell = histogram != nullptr ? figure(*histogram) : absentValue();
        }
    };
    return mapDroppingName(std::move(argument), std::move(map), site.steps.count, site.context());
}

bool holdsHistograms(std::span<const double> cells, const HistogramPool& pool) {
    return !pool.empty() && std::ranges::any_of(cells, isHistogram);
}

Result<Table> figuresOfNative(const Table& table, const NativeFigure& figure, QueryContext& context) {
    std::vector<std::size_t> rows;
    std::vector<SeriesKey> keys;
    for (std::size_t row = 0; row < table.size(); ++row) {
        if (holdsHistograms(table.row(row), context.histograms)) {
            rows.push_back(row);
            keys.push_back(withNameDropped(table.keys()[row], context.options));
        }
    }
    Table native(table.width(), context.budget);
    HEARTH_TRY(native.create(std::move(keys)));
    HEARTH_TRY(native.charge(rows.size() * table.width()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto cells = table.row(rows[i]);
        for (std::size_t step = 0; step < cells.size(); ++step) {
            if (const auto* const histogram = context.histograms.find(cells[step])) {
                native.row(i)[step] = figure(*histogram, step, table.keys()[rows[i]]);
            }
        }
    }
    return native;
}

} // namespace hearth::promql
