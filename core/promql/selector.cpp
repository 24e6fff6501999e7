// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/selector.h"

#include <algorithm>

#include "promql/functions/extended_kernels.h"
#include "promql/label_drop.h"

namespace hearth::promql {

namespace {

/// Series of the storage with what is known of them before a sample is read.
struct Selection {
    storage::SeriesList series;
    std::vector<SeriesKey> keys;
    bool oneName = false;
    std::string metricName; ///< Of all, where it was not needed and the keys lack it.
};

bool isMetricName(const model::Matcher& matcher) {
    return matcher.type() == model::MatchType::kEqual && matcher.name() == model::kMetricName;
}

Result<Selection> select(const model::Matchers& matchers, model::TimeRange cover, const SelectionHints& own,
                         QueryContext& context) {
    const storage::SelectHints hints{
        .range = cover, .step = context.step, .function = std::string(own.function), .labelsNeeded = own.labelsNeeded};
    auto series = context.querier.select(false, hints, matchers, context.stop);
    if (!series) {
        if (series.error().code() == ErrorCode::kCanceled) {
            return fail(ErrorCode::kCanceled, "query was canceled in expression evaluation");
        }
        return std::unexpected(std::move(series).error().withContext("expanding series"));
    }
    Selection selection;
    selection.series = *std::move(series);
    selection.keys.reserve(selection.series.size());
    for (const auto& one : selection.series) {
        selection.keys.push_back({one->takeLabels()});
    }
    const bool hasMetadata =
        std::ranges::any_of(selection.keys, [](const SeriesKey& key) { return hasTypeOrUnit(key.labels); });
    if (hasMetadata && own.labelsNeeded != nullptr) {
        // Who drops the metadata must be able to tell the series apart.
        return select(matchers, cover, {.function = own.function}, context);
    }
    selection.oneName = namesOneMetric(matchers) && !hasMetadata;
    if (selection.oneName && own.labelsNeeded != nullptr &&
        !std::ranges::binary_search(*own.labelsNeeded, model::kMetricName)) {
        selection.metricName = std::ranges::find_if(matchers, isMetricName)->value();
        for (auto& key : selection.keys) { // of a storage that does not leave labels out
            key.labels = key.labels.has(model::kMetricName) ? key.labels.withoutMetricName() : std::move(key.labels);
        }
    }
    return selection;
}

/// `newestOnly`: nobody looks at the samples before.
Result<void> readSeries(storage::Series& series, model::TimeRange cover, storage::Columns& out, QueryContext& context,
                        bool newestOnly = false) {
    out.clear();
    if (Result<void> done = newestOnly ? series.readLast(cover, out) : series.read(cover, out); !done) {
        return std::unexpected(std::move(done).error().withContext("expanding series"));
    }
    context.samplesRead += static_cast<std::int64_t>(samplesHeld(out));
    return {};
}

void removeStale(storage::Columns& samples) {
    std::erase_if(samples.histograms, [](const model::HistogramSample& one) { return model::isStale(one.value); });
    const auto firstStale = std::ranges::find_if(samples.values, [](double value) { return model::isStale(value); });
    auto kept = static_cast<std::size_t>(firstStale - samples.values.begin());
    for (std::size_t i = kept; i < samples.size(); ++i) {
        if (!model::isStale(samples.values[i])) {
            samples.times[kept] = samples.times[i];
            samples.values[kept] = samples.values[i];
            ++kept;
        }
    }
    samples.times.resize(kept);
    samples.values.resize(kept);
}

class InstantSelector final : public SeriesStream {
  public:
    InstantSelector(Selection selection, const Steps& times, SelectorYield yield, QueryContext& context)
        : m_series(std::move(selection.series))
        , m_times(times)
        , m_yield(yield)
        , m_context(context) {
        setKeys(std::move(selection.keys));
        m_hasOneName = selection.oneName;
    }

    Result<void> column(std::size_t series, std::span<double> out, Scratch& scratch) override {
        const model::TimeRange cover{m_times.begin - m_context.lookback + 1, m_times.end()};
        HEARTH_TRY(readSeries(*m_series[series], cover, scratch.samples, m_context, out.size() == 1));
        const auto& samples = scratch.samples;
        const std::size_t found = samples.histograms.empty() ? pick(samples, out) : HEARTH_TRY(pickMixed(samples, out));
        m_context.queryableSamples += static_cast<std::int64_t>(found);
        return {};
    }

  private:
    std::size_t pick(const storage::Columns& samples, std::span<double> out) const {
        std::size_t next = 0;
        std::size_t found = 0;
        for (std::size_t step = 0; step < out.size(); ++step) {
            const model::TimestampMs time = m_times.at(step);
            while (next < samples.size() && samples.times[next] <= time) {
                ++next;
            }
            out[step] = absentValue();
            if (next > 0 && samples.times[next - 1] > time - m_context.lookback &&
                !model::isStale(samples.values[next - 1])) {
                out[step] = yielded(samples, next - 1);
                ++found;
            }
        }
        return found;
    }

    /// The same where there are histograms too: the newest sample of either kind counts.
    Result<std::size_t> pickMixed(const storage::Columns& samples, std::span<double> out) const {
        const auto& histograms = samples.histograms;
        std::size_t nextFloat = 0;
        std::size_t next = 0;
        std::size_t found = pick(samples, out);
        std::size_t shownAs = 0; // one behind the histogram that `cell` stands for
        double cell = absentValue();
        for (std::size_t step = 0; step < out.size(); ++step) {
            const model::TimestampMs time = m_times.at(step);
            for (; nextFloat < samples.size() && samples.times[nextFloat] <= time; ++nextFloat) {
            }
            for (; next < histograms.size() && histograms[next].time <= time; ++next) {
            }
            const bool isOlder = nextFloat > 0 && next > 0 && histograms[next - 1].time < samples.times[nextFloat - 1];
            if (next == 0 || isOlder || histograms[next - 1].time <= time - m_context.lookback) {
                continue;
            }
            found -= isAbsent(out[step]) ? 0 : 1;
            const auto& sample = histograms[next - 1];
            if (shownAs != next) {
                cell = HEARTH_TRY(cellOf(sample));
                shownAs = next;
            }
            out[step] = cell;
            found += isAbsent(cell) ? 0 : samplesHeld(sample.value);
        }
        return found;
    }

    Result<double> cellOf(const model::HistogramSample& sample) const {
        if (model::isStale(sample.value)) {
            return absentValue();
        }
        if (m_yield == SelectorYield::kTimestamp) {
            return toSeconds(sample.time);
        }
        HEARTH_TRY(m_context.budget.take(samplesHeld(sample.value))); // held until the query ends
        return m_context.histograms.add(model::toFloat(sample.value));
    }

    double yielded(const storage::Columns& samples, std::size_t index) const {
        return m_yield == SelectorYield::kValue ? samples.values[index] : toSeconds(samples.times[index]);
    }

    storage::SeriesList m_series;
    Steps m_times;
    SelectorYield m_yield;
    QueryContext& m_context;
};

/// `m smoothed`: the value on the line between the samples around each step.
class SmoothedSelector final : public SeriesStream {
  public:
    SmoothedSelector(Selection selection, const Steps& times, model::TimeRange cover, QueryContext& context)
        : m_series(std::move(selection.series))
        , m_times(times)
        , m_cover(cover)
        , m_context(context) {
        setKeys(std::move(selection.keys));
        m_hasOneName = selection.oneName;
    }

    Result<void> column(std::size_t series, std::span<double> out, Scratch& scratch) override {
        storage::Columns& samples = scratch.samples;
        HEARTH_TRY(readSeries(*m_series[series], m_cover, samples, m_context));
        removeStale(samples);
        std::size_t next = 0;
        for (std::size_t step = 0; step < out.size(); ++step) {
            const model::TimestampMs time = m_times.at(step);
            while (next < samples.size() && samples.times[next] <= time) {
                ++next;
            }
            out[step] = smoothedValue(samples, next, time, m_context.lookback);
        }
        m_context.queryableSamples += static_cast<std::int64_t>(countPresent(out));
        return {};
    }

  private:
    storage::SeriesList m_series;
    Steps m_times;
    model::TimeRange m_cover;
    QueryContext& m_context;
};

class SelectorRange final : public RangeSource {
  public:
    SelectorRange(Selection selection, const Windows& windows, QueryContext& context)
        : m_series(std::move(selection.series))
        , m_context(context) {
        m_keys = std::move(selection.keys);
        m_hasOneName = selection.oneName;
        m_metricName = std::move(selection.metricName);
        m_windows = windows;
    }

    Result<void> read(std::size_t series, storage::Columns& out) override {
        HEARTH_TRY(readSeries(*m_series[series], m_windows.cover(), out, m_context));
        removeStale(out);
        return {};
    }

  private:
    storage::SeriesList m_series;
    QueryContext& m_context;
};

} // namespace

bool namesOneMetric(const model::Matchers& matchers) {
    return std::ranges::any_of(matchers, isMetricName);
}

Steps shiftedSteps(const TimeShift& shift, const Steps& steps, model::TimeRange query) {
    switch (shift.at.kind) {
    case AtModifier::Kind::kNone:
        return {steps.begin - shift.offset.value, steps.step, steps.count};
    case AtModifier::Kind::kTime:
        return {shift.at.time - shift.offset.value, 0, steps.count};
    case AtModifier::Kind::kStart:
        return {query.begin - shift.offset.value, 0, steps.count};
    case AtModifier::Kind::kEnd:
        return {query.end - shift.offset.value, 0, steps.count};
    }
    return steps;
}

Windows selectorWindows(const MatrixSelector& selector, const Steps& steps, model::TimeRange query,
                        model::DurationMs lookback) {
    const RangeEdges edges = selector.selector.edges;
    return {shiftedSteps(selector.selector.shift, steps, query), selector.range.value, edges,
            edges == RangeEdges::kPlain ? 0 : lookback};
}

model::TimeRange selectorCover(const VectorSelector& selector, const Steps& steps, model::TimeRange query,
                               model::DurationMs lookback) {
    const Steps times = shiftedSteps(selector.shift, steps, query);
    const model::DurationMs later = selector.edges == RangeEdges::kSmoothed ? lookback : 0;
    return {times.begin - lookback + 1, times.end() + later};
}

Result<StreamPtr> selectInstant(const VectorSelector& selector, const Steps& steps, const SelectionHints& hints,
                                QueryContext& context, SelectorYield yield) {
    const Steps times = shiftedSteps(selector.shift, steps, context.range);
    const model::TimeRange cover = selectorCover(selector, steps, context.range, context.lookback);
    Selection selection = HEARTH_TRY(select(selector.matchers, cover, hints, context));
    if (selector.edges == RangeEdges::kSmoothed && yield == SelectorYield::kValue) {
        return std::make_unique<SmoothedSelector>(std::move(selection), times, cover, context);
    }
    return std::make_unique<InstantSelector>(std::move(selection), times, yield, context);
}

Result<RangePtr> selectRange(const MatrixSelector& selector, const Steps& steps, const SelectionHints& hints,
                             QueryContext& context) {
    const Windows windows = selectorWindows(selector, steps, context.range, context.lookback);
    Selection selection = HEARTH_TRY(select(selector.selector.matchers, windows.cover(), hints, context));
    return std::make_unique<SelectorRange>(std::move(selection), windows, context);
}

} // namespace hearth::promql
