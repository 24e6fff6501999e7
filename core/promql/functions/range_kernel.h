// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "promql/column.h"
#include "promql/query_context.h"
#include "promql/syntax/function_table.h"
#include "storage/storage.h"

namespace hearth::promql {

/// The windows (end - range, end] that a range vector has at each step: open on the left, closed on the right.
struct Windows {
    Steps ends; ///< Step 0 where an `@` fixes them all to one time.
    model::DurationMs range = 0;
    RangeEdges edges = RangeEdges::kPlain;
    model::DurationMs lookback = 0; ///< How far beyond a border its value may come from; 0 for plain edges.

    /// All samples that some window holds or that give its borders their values.
    model::TimeRange cover() const {
        const model::DurationMs later = edges == RangeEdges::kSmoothed ? lookback : 0;
        return {ends.begin - range - lookback + 1, ends.end() + later};
    }
};

/// What a kernel computes from: the samples of one series over all windows, stale markers removed.
struct RangeInput {
    const storage::Columns& samples;
    const Windows& windows;
    const Steps& steps;                 ///< Evaluation times, of which the windows may be shifted.
    std::span<const Column> parameters; ///< The scalar arguments, in order.
    Scratch& scratch;
};

/// Computes one series; writes every cell of `out`. One indirect call a series.
using RangeKernel = void (*)(const RangeInput& input, std::span<double> out);

/// What a kernel that looks at histograms may have to say, and where it puts its own.
struct MixedSite {
    QueryContext& context;
    std::string_view metricName;
    SourceRange where; ///< Of the range.

    void warn(std::string text) const { context.annotations.warning(std::move(text), where); }
    void inform(std::string text) const { context.annotations.info(std::move(text), where); }
};

/// The same for series that have histograms, which are in `input.samples` beside the floats.
using MixedRangeKernel = void (*)(const RangeInput& input, const MixedSite& site, std::span<double> out);

struct RangeKernels {
    RangeKernel floats = nullptr;
    MixedRangeKernel mixed = nullptr; ///< Null: histograms are not looked at.
    SourceRange where{};              ///< Of the range.
};

/// The kernel of a function over a range vector that yields one value a window; null for other functions.
RangeKernel rangeKernel(Function function);
/// Whether such a function yields its series under their metric names.
bool keepsName(Function function);

/// Null where the function does not look at histograms.
MixedRangeKernel mixedRangeKernel(Function function);
MixedRangeKernel mixedRateKernel(Function function);

/// How much longer than the sampled interval a window of `count` samples is taken to be. A counter that started at
/// `start` and rose by `increase` (both not negative) is not extrapolated to below zero; negative: no such counter.
/// Prometheus: extrapolatedRate.
struct SampledInterval {
    model::TimestampMs first = 0;
    model::TimestampMs last = 0;
    std::size_t count = 0;
    double start = -1;
    double increase = -1;
};
double extrapolationFactor(const SampledInterval& sampled, const Windows& windows, std::size_t step);

RangeKernel rateKernel(Function function);
RangeKernel overTimeKernel(Function function);
RangeKernel regressionKernel(Function function);

/// Slides two indices over the samples: body(first, last, step) yields the value of the window that holds
/// samples [first, last); windows without samples are absent.
template <class Body>
void slide(const RangeInput& input, std::span<double> out, Body&& body) {
    const std::vector<model::TimestampMs>& times = input.samples.times;
    const std::size_t count = times.size();
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t inWindows = 0;
    for (std::size_t step = 0; step < out.size(); ++step) {
        const model::TimestampMs end = input.windows.ends.at(step);
        const model::TimestampMs begin = end - input.windows.range;
        while (last < count && times[last] <= end) {
            ++last;
        }
        while (first < last && times[first] <= begin) {
            ++first;
        }
        inWindows += last - first;
        out[step] = first < last ? body(first, last, step) : absentValue();
    }
    input.scratch.samplesInWindows = inWindows;
}

} // namespace hearth::promql
