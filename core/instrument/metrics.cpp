// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <stdexcept>

#include "instrument/registry.h"

namespace hearth::instrument {

void Counter::add(double by) {
    m_fraction.fetch_add(by, std::memory_order_relaxed);
}

double Counter::value() const {
    return static_cast<double>(m_whole.load(std::memory_order_relaxed)) + m_fraction.load(std::memory_order_relaxed);
}

Histogram::Histogram(std::vector<double> upperBounds)
    : m_upperBounds(std::move(upperBounds))
    , m_counts(std::make_unique<std::atomic<std::uint64_t>[]>(m_upperBounds.size() + 1)) {
    if (!std::ranges::is_sorted(m_upperBounds, std::less_equal<>())) {
        throw std::logic_error("the upper bounds of a histogram must ascend");
    }
}

void Histogram::observe(double value) {
    const auto bucket = std::ranges::lower_bound(m_upperBounds, value) - m_upperBounds.begin();
    m_counts[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    m_sum.fetch_add(value, std::memory_order_relaxed);
}

Metric Histogram::metric() const {
    Metric metric;
    metric.buckets.reserve(m_upperBounds.size());
    std::uint64_t cumulative = 0;
    for (std::size_t i = 0; i < m_upperBounds.size(); ++i) {
        cumulative += m_counts[i].load(std::memory_order_relaxed);
        metric.buckets.push_back({m_upperBounds[i], cumulative});
    }
    // Counted here and not apart, so that count and buckets always agree.
    metric.count = cumulative + m_counts[m_upperBounds.size()].load(std::memory_order_relaxed);
    metric.sum = m_sum.load(std::memory_order_relaxed);
    return metric;
}

} // namespace hearth::instrument
