// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "promql/functions/range_kernel.h"

namespace hearth::promql {

/// The floats and histograms that one window holds; at least one of either.
class MixedWindow {
  public:
    /// Samples [firstFloat, lastFloat) and [first, last) of their columns.
    MixedWindow(const storage::Columns& samples, std::size_t step, std::size_t firstFloat, std::size_t lastFloat,
                std::size_t first, std::size_t last)
        : m_samples(samples)
        , m_step(step)
        , m_firstFloat(firstFloat)
        , m_lastFloat(lastFloat)
        , m_first(first)
        , m_last(last) {}

    std::size_t step() const { return m_step; }
    std::size_t size() const { return m_lastFloat - m_firstFloat + m_last - m_first; }
    std::span<const double> floats() const {
        return std::span(m_samples.values).subspan(m_firstFloat, m_lastFloat - m_firstFloat);
    }
    std::size_t firstFloat() const { return m_firstFloat; }
    std::size_t lastFloat() const { return m_lastFloat; }
    std::span<const model::HistogramSample> histograms() const {
        return std::span(m_samples.histograms).subspan(m_first, m_last - m_first);
    }

    /// The position of the newest (oldest) sample where it is a histogram.
    std::optional<std::size_t> newestHistogram() const {
        const bool isIt = m_first < m_last && (m_firstFloat == m_lastFloat || m_samples.histograms[m_last - 1].time >
                                                                                  m_samples.times[m_lastFloat - 1]);
        return isIt ? std::optional(m_last - 1) : std::nullopt;
    }
    std::optional<std::size_t> oldestHistogram() const {
        const bool isIt = m_first < m_last && (m_firstFloat == m_lastFloat ||
                                               m_samples.histograms[m_first].time < m_samples.times[m_firstFloat]);
        return isIt ? std::optional(m_first) : std::nullopt;
    }
    model::TimestampMs newestTime() const {
        const auto at = newestHistogram();
        return at ? m_samples.histograms[*at].time : m_samples.times[m_lastFloat - 1];
    }
    model::TimestampMs oldestTime() const {
        const auto at = oldestHistogram();
        return at ? m_samples.histograms[*at].time : m_samples.times[m_firstFloat];
    }

  private:
    const storage::Columns& m_samples;
    std::size_t m_step;
    std::size_t m_firstFloat;
    std::size_t m_lastFloat;
    std::size_t m_first;
    std::size_t m_last;
};

/// slide() over floats and histograms together: body(window) yields the cell.
template <class Body>
void slideMixed(const RangeInput& input, std::span<double> out, Body&& body) {
    const auto& times = input.samples.times;
    const auto& histograms = input.samples.histograms;
    std::size_t firstFloat = 0;
    std::size_t lastFloat = 0;
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t inWindows = 0;
    for (std::size_t step = 0; step < out.size(); ++step) {
        const model::TimestampMs end = input.windows.ends.at(step);
        const model::TimestampMs begin = end - input.windows.range;
        for (; lastFloat < times.size() && times[lastFloat] <= end; ++lastFloat) {
        }
        for (; firstFloat < lastFloat && times[firstFloat] <= begin; ++firstFloat) {
        }
        for (; last < histograms.size() && histograms[last].time <= end; ++last) {
        }
        for (; first < last && histograms[first].time <= begin; ++first) {
        }
        const MixedWindow window(input.samples, step, firstFloat, lastFloat, first, last);
        inWindows += window.size();
        out[step] = window.size() > 0 ? body(window) : absentValue();
    }
    input.scratch.samplesInWindows = inWindows;
}

} // namespace hearth::promql
