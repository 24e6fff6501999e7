// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/range_source.h"

#include <algorithm>

namespace hearth::promql {

namespace {

/// What a histogram says of resets holds against the sample before it, which need not be the subquery's point before.
model::HistogramValue withoutResetHint(HistogramPtr histogram) {
    const bool isGauge = histogram->hint == model::CounterResetHint::kGauge;
    const model::HistogramValue value = std::move(histogram);
    return isGauge ? value : model::withHint(value, model::CounterResetHint::kUnknown);
}

} // namespace

SubqueryRange::SubqueryRange(Table table, const Steps& steps, const Windows& windows, bool hasOneName,
                             const HistogramPool& pool)
    : m_table(std::move(table))
    , m_steps(steps)
    , m_pool(pool) {
    m_keys = m_table.keys();
    m_hasOneName = hasOneName;
    m_windows = windows;
}

Result<void> SubqueryRange::read(std::size_t series, storage::Columns& out) {
    out.clear();
    const auto row = m_table.row(series);
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (auto histogram = m_pool.share(row[i])) {
            out.histograms.push_back({m_steps.at(i), withoutResetHint(std::move(histogram))});
        } else if (!isAbsent(row[i])) {
            out.times.push_back(m_steps.at(i));
            out.values.push_back(row[i]);
        }
    }
    return {};
}

Steps subquerySteps(const Windows& windows, model::DurationMs step) {
    const model::TimestampMs before = windows.ends.begin - windows.range;
    model::TimestampMs first = step * (before / step);
    if (first <= before) {
        first += step;
    }
    const model::TimestampMs last = windows.ends.end();
    if (first > last) {
        return {first, step, 0};
    }
    return {first, step, static_cast<std::size_t>((last - first) / step) + 1};
}

RangeFunctionStream::RangeFunctionStream(RangePtr source, RangeKernels kernel, const Steps& steps,
                                         std::vector<Column> parameters, std::optional<std::vector<SeriesKey>> keys,
                                         QueryContext& context, Note note)
    : m_source(std::move(source))
    , m_kernel(kernel.floats)
    , m_mixedKernel(kernel.mixed)
    , m_where(kernel.where)
    , m_steps(steps)
    , m_parameters(std::move(parameters))
    , m_context(context)
    , m_note(std::move(note)) {
    if (keys) {
        setKeys(*std::move(keys));
    } else {
        shareKeys(m_source->keys());
    }
    m_hasOneName = m_source->hasOneName();
}

Result<void> RangeFunctionStream::column(std::size_t series, std::span<double> out, Scratch& scratch) {
    HEARTH_TRY(m_source->read(series, scratch.samples));
    const std::size_t held = samplesHeld(scratch.samples);
    HEARTH_TRY(m_context.budget.take(held));
    const RangeInput input{scratch.samples, m_source->windows(), m_steps, m_parameters, scratch};
    if (m_mixedKernel != nullptr && !scratch.samples.histograms.empty()) {
        m_mixedKernel(input, {m_context, m_source->metricName(series), m_where}, out);
    } else {
        m_kernel(input, out);
    }
    m_context.budget.release(held);
    m_context.queryableSamples += static_cast<std::int64_t>(scratch.samplesInWindows);
    if (m_note && !std::ranges::all_of(out, isAbsent)) {
        m_note(m_source->keys()[series], m_source->metricName(series));
    }
    return {};
}

} // namespace hearth::promql
