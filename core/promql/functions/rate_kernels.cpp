// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "promql/functions/range_kernel.h"

namespace hearth::promql {

namespace {

/// A border that lies farther from the outermost sample than this many average intervals is not extrapolated to.
constexpr double kExtrapolationThreshold = 1.1;

/// Positions at which a counter fell, with an index that follows the window.
class CounterResets {
  public:
    CounterResets(const std::vector<double>& values, std::vector<std::uint32_t>& positions)
        : m_values(values)
        , m_positions(positions) {
        m_positions.clear();
        for (std::size_t i = 1; i < values.size(); ++i) {
            if (values[i] < values[i - 1]) {
                m_positions.push_back(static_cast<std::uint32_t>(i));
            }
        }
    }

    /// `increase` plus what was lost at each reset within samples [first, last). Windows only move forward.
    double corrected(double increase, std::size_t first, std::size_t last) {
        while (m_next < m_positions.size() && m_positions[m_next] <= first) {
            ++m_next;
        }
        for (std::size_t i = m_next; i < m_positions.size() && m_positions[i] < last; ++i) {
            increase += m_values[m_positions[i] - 1];
        }
        return increase;
    }

  private:
    const std::vector<double>& m_values;
    std::vector<std::uint32_t>& m_positions;
    std::size_t m_next = 0;
};

template <bool kCounter>
double extrapolation(const RangeInput& input, std::size_t first, std::size_t last, std::size_t step, double increase) {
    const auto& times = input.samples.times;
    SampledInterval sampled{.first = times[first], .last = times[last - 1], .count = last - first};
    if constexpr (kCounter) {
        sampled.start = input.samples.values[first];
        sampled.increase = increase;
    }
    return extrapolationFactor(sampled, input.windows, step);
}

enum class Unit { kIncrease, kPerSecond };

template <bool kCounter, Unit kUnit>
void extrapolated(const RangeInput& input, std::span<double> out) {
    const auto& values = input.samples.values;
    const double rangeSeconds = toSeconds(input.windows.range);
    CounterResets resets(values, input.scratch.positions);
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t step) {
        if (last - first < 2) {
            return absentValue();
        }
        double increase = values[last - 1] - values[first];
        if constexpr (kCounter) {
            increase = resets.corrected(increase, first, last);
        }
        double factor = extrapolation<kCounter>(input, first, last, step, increase);
        if constexpr (kUnit == Unit::kPerSecond) {
            factor /= rangeSeconds;
        }
        return increase * factor;
    });
}

template <bool kCounter>
void instantaneous(const RangeInput& input, std::span<double> out) {
    const auto& values = input.samples.values;
    const auto& times = input.samples.times;
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t) {
        if (last - first < 2) {
            return absentValue();
        }
        const double newest = values[last - 1];
        const double previous = values[last - 2];
        if constexpr (!kCounter) {
            return newest - previous;
        }
        const double increase = newest < previous ? newest : newest - previous;
        return increase / toSeconds(times[last - 1] - times[last - 2]);
    });
}

/// Counts the neighbours within each window for which `differs` holds, by one running total over the series.
template <class Differs>
void countPairs(const RangeInput& input, std::span<double> out, Differs differs) {
    const auto& values = input.samples.values;
    std::vector<std::uint32_t>& totals = input.scratch.positions;
    totals.assign(values.size(), 0);
    for (std::size_t i = 1; i < values.size(); ++i) {
        totals[i] = totals[i - 1] + (differs(values[i - 1], values[i]) ? 1 : 0);
    }
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t) {
        return static_cast<double>(totals[last - 1] - totals[first]);
    });
}

void changes(const RangeInput& input, std::span<double> out) {
    countPairs(input, out, [](double previous, double current) {
        return current != previous && !(std::isnan(current) && std::isnan(previous));
    });
}

void resets(const RangeInput& input, std::span<double> out) {
    countPairs(input, out, [](double previous, double current) { return current < previous; });
}

} // namespace

double extrapolationFactor(const SampledInterval& sampled, const Windows& windows, std::size_t step) {
    const model::TimestampMs end = windows.ends.at(step);
    const double seconds = toSeconds(sampled.last - sampled.first);
    const double average = seconds / static_cast<double>(sampled.count - 1);
    const double threshold = average * kExtrapolationThreshold;
    double toStart = toSeconds(sampled.first - (end - windows.range));
    double toEnd = toSeconds(end - sampled.last);
    if (toStart >= threshold) {
        toStart = average / 2;
    }
    // A counter cannot have been below zero: extrapolate to where it was zero at most.
    if (sampled.increase > 0 && sampled.start >= 0) {
        toStart = std::fmin(toStart, seconds * (sampled.start / sampled.increase));
    }
    if (toEnd >= threshold) {
        toEnd = average / 2;
    }
    return seconds == 0 ? 1 : (seconds + toStart + toEnd) / seconds;
}

RangeKernel rateKernel(Function function) {
    switch (function) {
    case Function::kRate:
        return extrapolated<true, Unit::kPerSecond>;
    case Function::kIncrease:
        return extrapolated<true, Unit::kIncrease>;
    case Function::kDelta:
        return extrapolated<false, Unit::kIncrease>;
    case Function::kIrate:
        return instantaneous<true>;
    case Function::kIdelta:
        return instantaneous<false>;
    case Function::kChanges:
        return changes;
    case Function::kResets:
        return resets;
    default:
        return nullptr;
    }
}

} // namespace hearth::promql
