// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/functions/extended_kernels.h"

#include <cmath>
#include <optional>

namespace hearth::promql {

namespace {

enum class Quantity : std::uint8_t { kRate, kIncrease, kDelta, kChanges, kResets };

/// Neighbours of the two borders of one window, found by indices that only move forward.
class EdgeFinder {
  public:
    explicit EdgeFinder(const RangeInput& input)
        : m_times(input.samples.times)
        , m_windows(input.windows) {}

    void moveTo(std::size_t step) {
        end = m_windows.ends.at(step);
        begin = end - m_windows.range;
        while (firstInside < m_times.size() && m_times[firstInside] <= begin) {
            ++firstInside;
        }
        while (firstAfter < m_times.size() && m_times[firstAfter] <= end) {
            ++firstAfter;
        }
    }
    bool hasInside() const { return firstInside < firstAfter; }
    bool hasBefore() const { return firstInside > 0 && m_times[firstInside - 1] > begin - m_windows.lookback; }
    bool hasAfter() const { return firstAfter < m_times.size() && m_times[firstAfter] <= end + m_windows.lookback; }

    model::TimestampMs begin = 0;
    model::TimestampMs end = 0;
    std::size_t firstInside = 0;
    std::size_t firstAfter = 0;

  private:
    const std::vector<model::TimestampMs>& m_times;
    const Windows& m_windows;
};

/// The value between samples `left` and `left + 1`. A counter that fell in between began at zero again.
double interpolated(const storage::Columns& samples, std::size_t left, model::TimestampMs time, bool isCounter) {
    const double next = samples.values[left + 1];
    const double previous = isCounter && next < samples.values[left] ? 0 : samples.values[left];
    const auto passed = static_cast<double>(time - samples.times[left]);
    const auto distance = static_cast<double>(samples.times[left + 1] - samples.times[left]);
    return previous + (next - previous) * (passed / distance);
}

/// Values at the borders of a window; the samples inside lie between them.
struct Edges {
    double left = 0;
    double right = 0;
};

std::optional<Edges> anchoredEdges(const EdgeFinder& finder, const storage::Columns& samples) {
    if (!finder.hasInside()) {
        return std::nullopt;
    }
    const std::size_t left = finder.hasBefore() ? finder.firstInside - 1 : finder.firstInside;
    return Edges{samples.values[left], samples.values[finder.firstAfter - 1]};
}

std::optional<Edges> smoothedEdges(const EdgeFinder& finder, const storage::Columns& samples, bool isCounter) {
    if (!finder.hasInside() && !(finder.hasBefore() && finder.hasAfter())) {
        return std::nullopt;
    }
    Edges edges;
    if (!finder.hasBefore()) {
        edges.left = samples.values[finder.firstInside];
    } else {
        const std::size_t before = finder.firstInside - 1;
        const bool isBetween = samples.times[before] < finder.begin && (finder.hasInside() || finder.hasAfter());
        edges.left = isBetween ? interpolated(samples, before, finder.begin, isCounter) : samples.values[before];
    }
    const std::size_t last = finder.firstAfter - 1;
    const bool isBetween = samples.times[last] < finder.end && finder.hasAfter();
    edges.right = isBetween ? interpolated(samples, last, finder.end, isCounter) : samples.values[last];
    return edges;
}

template <Quantity kQuantity>
double contribution(double previous, double current) {
    if constexpr (kQuantity == Quantity::kChanges) {
        return current != previous && !(std::isnan(current) && std::isnan(previous)) ? 1 : 0;
    } else if constexpr (kQuantity == Quantity::kResets) {
        return current < previous ? 1 : 0;
    } else if constexpr (kQuantity == Quantity::kDelta) {
        return 0;
    } else {
        return current < previous ? previous : 0; // what a counter lost
    }
}

template <RangeEdges kEdges, Quantity kQuantity>
void extended(const RangeInput& input, std::span<double> out) {
    constexpr bool kIsCounter = kQuantity == Quantity::kRate || kQuantity == Quantity::kIncrease;
    constexpr bool kCounts = kQuantity == Quantity::kChanges || kQuantity == Quantity::kResets;
    const double rangeSeconds = toSeconds(input.windows.range);
    EdgeFinder finder(input);
    input.scratch.samplesInWindows = 0;
    for (std::size_t step = 0; step < out.size(); ++step) {
        finder.moveTo(step);
        input.scratch.samplesInWindows += finder.firstAfter - finder.firstInside;
        const auto edges = kEdges == RangeEdges::kAnchored ? anchoredEdges(finder, input.samples)
                                                           : smoothedEdges(finder, input.samples, kIsCounter);
        if (!edges) {
            out[step] = absentValue();
            continue;
        }
        double result = kCounts ? 0 : edges->right - edges->left;
        double previous = edges->left;
        for (std::size_t i = finder.firstInside; i < finder.firstAfter; ++i) {
            result += contribution<kQuantity>(previous, input.samples.values[i]);
            previous = input.samples.values[i];
        }
        result += contribution<kQuantity>(previous, edges->right);
        out[step] = kQuantity == Quantity::kRate ? result / rangeSeconds : result;
    }
}

} // namespace

RangeKernel anchoredKernel(Function function) {
    switch (function) {
    case Function::kRate:
        return extended<RangeEdges::kAnchored, Quantity::kRate>;
    case Function::kIncrease:
        return extended<RangeEdges::kAnchored, Quantity::kIncrease>;
    case Function::kDelta:
        return extended<RangeEdges::kAnchored, Quantity::kDelta>;
    case Function::kChanges:
        return extended<RangeEdges::kAnchored, Quantity::kChanges>;
    case Function::kResets:
        return extended<RangeEdges::kAnchored, Quantity::kResets>;
    default:
        return nullptr;
    }
}

RangeKernel smoothedKernel(Function function) {
    switch (function) {
    case Function::kRate:
        return extended<RangeEdges::kSmoothed, Quantity::kRate>;
    case Function::kIncrease:
        return extended<RangeEdges::kSmoothed, Quantity::kIncrease>;
    case Function::kDelta:
        return extended<RangeEdges::kSmoothed, Quantity::kDelta>;
    default:
        return nullptr;
    }
}

void pinEdges(const Windows& windows, storage::Columns& samples) {
    Scratch scratch;
    const RangeInput input{samples, windows, windows.ends, {}, scratch};
    EdgeFinder finder(input);
    finder.moveTo(0);
    const auto edges =
        windows.edges == RangeEdges::kAnchored ? anchoredEdges(finder, samples) : smoothedEdges(finder, samples, false);
    storage::Columns pinned;
    if (edges) {
        pinned.times.push_back(finder.begin);
        pinned.values.push_back(edges->left);
        for (std::size_t i = finder.firstInside; i < finder.firstAfter; ++i) {
            pinned.times.push_back(samples.times[i]);
            pinned.values.push_back(samples.values[i]);
        }
        if (pinned.times.back() != finder.end) {
            pinned.times.push_back(finder.end);
            pinned.values.push_back(edges->right);
        }
    }
    samples = std::move(pinned);
}

double smoothedValue(const storage::Columns& samples, std::size_t firstAfter, model::TimestampMs time,
                     model::DurationMs lookback) {
    const bool hasBefore = firstAfter > 0 && samples.times[firstAfter - 1] > time - lookback;
    const bool hasAfter = firstAfter < samples.size() && samples.times[firstAfter] <= time + lookback;
    if (!hasBefore) {
        return absentValue();
    }
    const std::size_t before = firstAfter - 1;
    if (samples.times[before] == time || !hasAfter) {
        return samples.values[before];
    }
    return interpolated(samples, before, time, false);
}

} // namespace hearth::promql
