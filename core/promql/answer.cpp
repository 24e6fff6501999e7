// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/answer.h"

#include <algorithm>

#include "promql/functions/extended_kernels.h"
#include "promql/label_drop.h"

namespace hearth::promql {

namespace {

/// Drops the names that were only marked so far.
Result<Table> withNamesSettled(Table table) {
    bool dropped = false;
    for (SeriesKey& key : table.keys()) {
        if (key.dropName) {
            key = {withoutMetadata(key.labels)};
            dropped = true;
        }
    }
    return dropped ? uniteDuplicates(std::move(table), Duplicates::kMerge) : Result<Table>(std::move(table));
}

Result<Table> settledTable(const Expr& expr, const Steps& steps, Evaluator& evaluator) {
    return withNamesSettled(HEARTH_TRY(evaluator.mixedTable(expr, steps)));
}

std::vector<model::Sample> samplesOf(std::span<const double> row, const Steps& steps) {
    std::vector<model::Sample> samples;
    samples.reserve(countPresent(row));
    for (std::size_t step = 0; step < row.size(); ++step) {
        if (!isAbsent(row[step])) {
            samples.push_back({steps.at(step), row[step]});
        }
    }
    return samples;
}

/// The histograms of a row, which are absent from it then.
std::vector<model::HistogramPoint> takeHistograms(std::span<double> row, const Steps& steps,
                                                  const HistogramPool& pool) {
    std::vector<model::HistogramPoint> points;
    for (std::size_t step = 0; !pool.empty() && step < row.size(); ++step) {
        if (auto histogram = pool.share(row[step])) {
            points.push_back({steps.at(step), std::move(histogram)});
            row[step] = absentValue();
        }
    }
    return points;
}

/// The samples of a range vector as they are.
Result<model::Matrix> rawSamples(const Expr& expr, const Steps& steps, Evaluator& evaluator) {
    const RangePtr range = HEARTH_TRY(evaluator.range(expr, steps, {}));
    model::Matrix matrix(range->keys().size());
    QueryContext& context = evaluator.context();
    const auto body = [&](std::size_t series, Scratch& scratch) -> Result<void> {
        const SeriesKey& key = range->keys()[series];
        matrix[series].labels = key.dropName ? withoutMetadata(key.labels) : key.labels;
        HEARTH_TRY(range->read(series, scratch.samples));
        if (range->windows().edges != RangeEdges::kPlain) {
            pinEdges(range->windows(), scratch.samples);
        }
        const auto held = samplesHeld(scratch.samples);
        HEARTH_TRY(context.budget.take(held));
        context.queryableSamples += static_cast<std::int64_t>(held);
        for (std::size_t i = 0; i < scratch.samples.size(); ++i) {
            matrix[series].samples.push_back({scratch.samples.times[i], scratch.samples.values[i]});
        }
        for (const auto& histogram : scratch.samples.histograms) {
            matrix[series].histograms.push_back({histogram.time, model::toFloat(histogram.value)});
        }
        return {};
    };
    HEARTH_TRY(context.forEach(matrix.size(), body));
    std::erase_if(
        matrix, [](const model::MatrixSeries& series) { return series.samples.empty() && series.histograms.empty(); });
    return matrix;
}

} // namespace

Result<model::QueryValue> instantValue(const Expr& expr, model::TimestampMs time, Evaluator& evaluator) {
    const Steps steps{time, 1, 1};
    switch (expr.type()) {
    case ValueType::kScalar:
        return model::Scalar{{time, HEARTH_TRY(evaluator.scalar(expr, steps)).front()}};
    case ValueType::kString:
        return model::StringValue{time, evaluator.text(expr)};
    case ValueType::kMatrix:
        return HEARTH_TRY(rawSamples(expr, steps, evaluator));
    default:
        break;
    }
    Table table = HEARTH_TRY(settledTable(expr, steps, evaluator));
    model::Vector vector;
    vector.reserve(table.size());
    for (std::size_t row = 0; row < table.size(); ++row) {
        const double cell = table.row(row)[0];
        auto histogram = evaluator.context().histograms.share(cell);
        vector.push_back({std::move(table.keys()[row].labels), {time, histogram ? 0 : cell}, std::move(histogram)});
    }
    return vector;
}

Result<model::Matrix> rangeValue(const Expr& expr, const Steps& steps, Evaluator& evaluator) {
    if (expr.type() == ValueType::kScalar) {
        const Column values = HEARTH_TRY(evaluator.scalar(expr, steps));
        return model::Matrix{{model::Labels(), samplesOf(values, steps), {}}};
    }
    Table table = HEARTH_TRY(settledTable(expr, steps, evaluator));
    model::Matrix matrix;
    matrix.reserve(table.size());
    for (std::size_t row = 0; row < table.size(); ++row) {
        auto histograms = takeHistograms(table.row(row), steps, evaluator.context().histograms);
        matrix.push_back(
            {std::move(table.keys()[row].labels), samplesOf(table.row(row), steps), std::move(histograms)});
    }
    return matrix;
}

} // namespace hearth::promql
