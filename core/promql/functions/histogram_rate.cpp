// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <optional>

#include "base/text.h"
#include "promql/functions/histogram_notes.h"
#include "promql/functions/mixed_window.h"
#include "promql/functions/range_kernel.h"

/// rate(), increase() and delta() of native histograms. Prometheus: histogramRate.
namespace hearth::promql {

namespace {

using model::CounterResetHint;
using model::FloatHistogram;

using Histograms = std::vector<HistogramPtr>;

void tellKind(const MixedSite& site, const char* kind) {
    site.warn("this native histogram metric is not a " + std::string(kind) + ": " + quoteGo(site.metricName));
}

/// How a range of histograms changed from the first to the last: of counters with what was lost at each reset.
template <bool kCounter>
class Increase {
  public:
    Increase(std::span<const HistogramPtr> points, const MixedSite& site)
        : m_points(points)
        , m_site(site) {}

    /// Nothing where the histograms do not fit each other, which the user is told.
    std::optional<FloatHistogram> compute() {
        tellWrongKinds();
        FloatHistogram first = *m_points.front();
        if (kCounter && showsReset(first, *m_points[1])) {
            // Whatever layout the first one had does not matter then.
            first = FloatHistogram();
            first.layout.schema = m_points[1]->layout.schema;
            first.layout.zeroThreshold = m_points[1]->layout.zeroThreshold;
            first.layout.customBounds = m_points[1]->layout.customBounds;
        }
        FloatHistogram change = *m_points.back();
        if (!add(change, first, -1)) {
            return std::nullopt;
        }
        if (kCounter && !addLost(change, first)) {
            return std::nullopt;
        }
        change.hint = CounterResetHint::kGauge;
        return change;
    }

  private:
    void tellWrongKinds() const {
        const auto isGauge = [](const HistogramPtr& point) { return point->hint == CounterResetHint::kGauge; };
        if (kCounter && std::ranges::any_of(m_points, isGauge)) {
            tellKind(m_site, "counter");
        } else if (!kCounter && (!isGauge(m_points.front()) || !isGauge(m_points.back()))) {
            tellKind(m_site, "gauge");
        }
    }

    bool addLost(FloatHistogram& change, const FloatHistogram& first) const {
        const FloatHistogram* previous = &first;
        for (const auto& point : m_points.subspan(1)) {
            if (showsReset(*previous, *point) && !add(change, *previous, 1)) {
                return false;
            }
            previous = point.get();
        }
        return true;
    }

    bool add(FloatHistogram& into, const FloatHistogram& other, double sign) const {
        auto notes = combine(into, other, sign);
        if (!notes) {
            m_site.warn(mixedSchemasText(m_site.metricName));
            return false;
        }
        notes->resetsCollide = false; // resets are dealt with here
        tellNotes(*notes, sign < 0 ? "subtraction" : "addition", m_site.context, m_site.where);
        return true;
    }

    std::span<const HistogramPtr> m_points;
    const MixedSite& m_site;
};

template <bool kCounter, bool kPerSecond>
void extrapolatedHistograms(const RangeInput& input, const MixedSite& site, std::span<double> out) {
    const auto& samples = input.samples.histograms;
    Histograms histograms;
    histograms.reserve(samples.size());
    for (const auto& sample : samples) {
        histograms.push_back(model::toFloat(sample.value));
    }
    const auto first = [&](const MixedWindow& window) { return window.histograms().data() - samples.data(); };
    const auto ofHistograms = [&](const MixedWindow& window) {
        const auto points =
            std::span(histograms).subspan(static_cast<std::size_t>(first(window)), window.histograms().size());
        if (points.size() < 2) {
            return absentValue();
        }
        auto change = Increase<kCounter>(points, site).compute();
        if (!change) {
            return absentValue();
        }
        SampledInterval sampled{
            .first = window.histograms().front().time, .last = window.histograms().back().time, .count = points.size()};
        if (kCounter && change->count > 0) {
            sampled.start = points.front()->count;
            sampled.increase = change->count;
        }
        auto factor = extrapolationFactor(sampled, input.windows, window.step());
        if constexpr (kPerSecond) {
            factor /= toSeconds(input.windows.range);
        }
        model::compact(*change);
        multiply(*change, factor);
        return site.context.histograms.add(std::move(*change));
    };
    rangeKernel(kCounter ? (kPerSecond ? Function::kRate : Function::kIncrease) : Function::kDelta)(input, out);
    slideMixed(input, out, [&](const MixedWindow& window) {
        if (window.histograms().empty()) {
            return out[window.step()]; // what the floats yield
        }
        if (!window.floats().empty()) {
            site.warn(mixedRangeText(site.metricName));
            return absentValue();
        }
        return ofHistograms(window);
    });
}

/// irate() and idelta(): between the two newest samples of a window.
template <bool kCounter>
double newestChange(const FloatHistogram& before, const FloatHistogram& now, model::DurationMs between,
                    const MixedSite& site) {
    const auto isGauge = [](const FloatHistogram& one) { return one.hint == CounterResetHint::kGauge; };
    if (kCounter && (isGauge(before) || isGauge(now))) {
        tellKind(site, "counter");
    } else if (!kCounter && (!isGauge(before) || !isGauge(now))) {
        tellKind(site, "gauge");
    }
    auto change = now;
    if (!kCounter || !showsReset(before, now)) {
        auto notes = combine(change, before, -1);
        if (!notes) {
            site.warn(mixedSchemasText(site.metricName));
            return absentValue();
        }
        notes->resetsCollide = false; // resets are dealt with here
        tellNotes(*notes, "subtraction", site.context, site.where);
    }
    change.hint = CounterResetHint::kGauge;
    model::compact(change);
    if constexpr (kCounter) {
        divide(change, toSeconds(between));
    }
    return site.context.histograms.add(std::move(change));
}

template <bool kCounter>
void instantaneousHistograms(const RangeInput& input, const MixedSite& site, std::span<double> out) {
    const auto& times = input.samples.times;
    rangeKernel(kCounter ? Function::kIrate : Function::kIdelta)(input, out); // of the floats
    slideMixed(input, out, [&](const MixedWindow& window) {
        const auto histograms = window.histograms();
        if (histograms.empty() || window.size() < 2) {
            return histograms.empty() ? out[window.step()] : absentValue();
        }
        // How many of the two newest samples are floats.
        const auto newerThan = [&](std::size_t back, model::TimestampMs time) {
            return window.floats().size() >= back && times[window.lastFloat() - back] > time;
        };
        const auto floats = newerThan(2, histograms.back().time) ? 2
                            : newerThan(1, histograms.size() > 1 ? histograms[histograms.size() - 2].time
                                                                 : std::numeric_limits<std::int64_t>::min())
                                ? 1
                                : 0;
        if (floats == 2) {
            return out[window.step()];
        }
        if (floats == 1) {
            site.warn(mixedRangeText(site.metricName));
            return absentValue();
        }
        const auto& before = histograms[histograms.size() - 2];
        return newestChange<kCounter>(*model::toFloat(before.value), *model::toFloat(histograms.back().value),
                                      histograms.back().time - before.time, site);
    });
}

} // namespace

MixedRangeKernel mixedRateKernel(Function function) {
    switch (function) {
    case Function::kRate:
        return extrapolatedHistograms<true, true>;
    case Function::kIncrease:
        return extrapolatedHistograms<true, false>;
    case Function::kDelta:
        return extrapolatedHistograms<false, false>;
    case Function::kIrate:
        return instantaneousHistograms<true>;
    case Function::kIdelta:
        return instantaneousHistograms<false>;
    default:
        return nullptr;
    }
}

} // namespace hearth::promql
