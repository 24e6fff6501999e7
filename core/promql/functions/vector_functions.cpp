// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "promql/aggregation/aggregate.h"
#include "promql/functions/call_site.h"
#include "promql/functions/cell_kernels.h"
#include "promql/label_drop.h"
#include "promql/map_stream.h"
#include "promql/selector.h"

namespace hearth::promql {

namespace {

/// One series without labels.
Result<StreamPtr> single(const CallSite& site, const Column& values, model::Labels labels = {}) {
    Table table(values.size(), site.context().budget);
    HEARTH_TRY(table.create({SeriesKey{std::move(labels)}}));
    std::ranges::copy(values, table.row(0).begin());
    HEARTH_TRY(table.charge(values.size()));
    table.removeEmptyRows();
    return std::make_unique<TableStream>(std::move(table));
}

double clampedCell(double cell, double lowest, double highest) {
    if (isAbsent(cell) || highest < lowest) {
        return absentValue();
    }
    if (std::isnan(cell) || std::isnan(lowest) || std::isnan(highest)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return std::max(lowest, std::min(highest, cell));
}

/// The labels that a selector fixes by equality. Prometheus: createLabelsForAbsentFunction.
model::Labels labelsOfAbsence(const Expr& argument) {
    const Expr& inner = withoutParens(argument);
    const model::Matchers* matchers = nullptr;
    if (const auto* selector = inner.as<VectorSelector>()) {
        matchers = &selector->matchers;
    } else if (const auto* matrix = inner.as<MatrixSelector>()) {
        matchers = &matrix->selector.matchers;
    } else {
        return {};
    }
    model::LabelsBuilder builder;
    for (const model::Matcher& matcher : *matchers) {
        const auto sameName = [&](const model::Matcher& other) { return other.name() == matcher.name(); };
        if (matcher.name() != model::kMetricName && matcher.type() == model::MatchType::kEqual &&
            std::ranges::count_if(*matchers, sameName) == 1) {
            builder.set(matcher.name(), matcher.value());
        }
    }
    return builder.labels();
}

/// 1 at the steps at which no series of the stream has a value.
Result<StreamPtr> absence(const CallSite& site, SeriesStream& stream) {
    const GroupingRule all({}, false);
    const std::size_t width = site.steps.count;
    const Table present = HEARTH_TRY(accumulate(AggregateOp::kGroup, stream, all, width, site.context()));
    Column absent(width, 1);
    for (std::size_t step = 0; present.size() > 0 && step < width; ++step) {
        absent[step] = isAbsent(present.row(0)[step]) ? 1 : absentValue();
    }
    return single(site, absent, labelsOfAbsence(site.call.args[0]));
}

} // namespace

Result<StreamPtr> callCellFunction(const CallSite& site) {
    const CellKernel kernel = cellKernel(site.function());
    StreamPtr argument = nullptr;
    if (site.argCount() == 0) {
        argument = HEARTH_TRY(single(site, timesOf(site.steps)));
    } else {
        argument = HEARTH_TRY(site.vector(0));
    }
    return mapDroppingName(std::move(argument), kernel, site.steps.count, site.context());
}

Result<StreamPtr> callClamp(const CallSite& site) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    StreamPtr argument = HEARTH_TRY(site.vector(0));
    Column lowest(site.steps.count, -kInfinity);
    Column highest(site.steps.count, kInfinity);
    if (site.function() != Function::kClampMax) {
        lowest = HEARTH_TRY(site.scalar(1));
    }
    if (site.function() != Function::kClampMin) {
        highest = HEARTH_TRY(site.scalar(site.function() == Function::kClampMax ? 1 : 2));
    }
    auto map = [lowest = std::move(lowest), highest = std::move(highest)](std::span<double> cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = clampedCell(cells[i], lowest[i], highest[i]);
        }
    };
    return mapDroppingName(std::move(argument), std::move(map), site.steps.count, site.context());
}

Result<StreamPtr> callRound(const CallSite& site) {
    constexpr double kHalf = 0.5;
    StreamPtr argument = HEARTH_TRY(site.vector(0));
    Column nearest(site.steps.count, 1);
    if (site.argCount() > 1) {
        nearest = HEARTH_TRY(site.scalar(1));
    }
    auto map = [nearest = std::move(nearest)](std::span<double> cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            // The inverse keeps 0.1 and its like exact.
            const double inverse = 1.0 / nearest[i];
            cells[i] = isAbsent(cells[i]) ? cells[i] : std::floor(cells[i] * inverse + kHalf) / inverse;
        }
    };
    return mapDroppingName(std::move(argument), std::move(map), site.steps.count, site.context());
}

Result<StreamPtr> callTimestamp(const CallSite& site) {
    const auto* selector = withoutParens(site.call.args[0]).as<VectorSelector>();
    if (selector != nullptr) {
        StreamPtr times = HEARTH_TRY(selectInstant(*selector, site.steps, {.function = site.call.function->name},
                                                   site.context(), SelectorYield::kTimestamp));
        return mapDroppingName(std::move(times), nullptr, site.steps.count, site.context());
    }
    StreamPtr argument = HEARTH_TRY(site.mixedVector(0));
    auto map = [times = timesOf(site.steps)](std::span<double> cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = isAbsent(cells[i]) ? cells[i] : times[i];
        }
    };
    return mapDroppingName(std::move(argument), std::move(map), site.steps.count, site.context());
}

Result<StreamPtr> callVector(const CallSite& site) {
    return single(site, HEARTH_TRY(site.scalar(0)));
}

Result<StreamPtr> callAbsent(const CallSite& site) {
    const StreamPtr argument = HEARTH_TRY(site.mixedVector(0));
    return absence(site, *argument);
}

Result<StreamPtr> callAbsentOverTime(const CallSite& site) {
    RangePtr range = HEARTH_TRY(site.evaluator.range(site.call.args[0], site.steps, site.call.function->name));
    const RangeKernels kernels{rangeKernel(Function::kPresentOverTime), mixedRangeKernel(Function::kPresentOverTime)};
    RangeFunctionStream presence(std::move(range), kernels, site.steps, {}, std::nullopt, site.context(), nullptr);
    return absence(site, presence);
}

Result<StreamPtr> callFloatless(const CallSite& site) {
    HEARTH_TRY(site.table(0)); // its failures count, its floats do not
    return std::make_unique<TableStream>(Table(site.steps.count, site.context().budget));
}

} // namespace hearth::promql
