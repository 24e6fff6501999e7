// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "instrument/quantile_sketch.h"
#include "instrument/registry.h"

namespace hearth::instrument {
namespace {

using TimePoint = std::chrono::steady_clock::time_point;

/// Together the ages make the window that quantiles are taken over (client_golang: MaxAge, AgeBuckets).
constexpr std::size_t kAges = 5;
constexpr std::chrono::minutes kAgeLength{2};

} // namespace

/// One sketch for each two minutes, in a ring; the oldest is emptied when its turn to be the newest comes.
struct Summary::Window {
    Window(std::vector<double> wanted, std::function<TimePoint()> clock)
        : quantiles(std::move(wanted))
        , now(std::move(clock))
        , newestBegan(now()) {}

    /// Drops what has grown older than the window. `mutex` held.
    void turn() {
        const auto time = now();
        if (time - newestBegan >= kAges * kAgeLength) {
            for (auto& age : ages) {
                age.clear();
            }
            newestBegan = time;
        }
        for (; time - newestBegan >= kAgeLength; newestBegan += kAgeLength) {
            newest = (newest + 1) % kAges;
            ages[newest].clear();
        }
    }

    const std::vector<double> quantiles;
    const std::function<TimePoint()> now;

    std::mutex mutex;                       // guards what follows
    std::array<QuantileSketch, kAges> ages; // guarded by mutex
    std::size_t newest = 0;                 // guarded by mutex
    TimePoint newestBegan;                  // guarded by mutex
    double sum = 0;                         // guarded by mutex
    std::uint64_t count = 0;                // guarded by mutex
};

Summary::Summary(std::vector<double> quantiles, std::function<TimePoint()> now)
    : m_window(std::make_unique<Window>(std::move(quantiles), std::move(now))) {}

Summary::~Summary() = default;

void Summary::observe(double value) {
    const std::lock_guard lock(m_window->mutex);
    m_window->turn();
    m_window->ages[m_window->newest].add(value);
    m_window->sum += value;
    ++m_window->count;
}

Metric Summary::metric() const {
    QuantileSketch all;
    Metric metric;
    {
        const std::lock_guard lock(m_window->mutex);
        m_window->turn();
        for (const auto& age : m_window->ages) {
            all.merge(age);
        }
        metric.sum = m_window->sum;
        metric.count = m_window->count;
    }
    for (const auto quantile : m_window->quantiles) {
        metric.quantiles.push_back({quantile, all.quantile(quantile)});
    }
    return metric;
}

} // namespace hearth::instrument
