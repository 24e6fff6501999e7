// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/numeric/histogram_accumulator.h"

#include <cmath>

#include "model/histogram_buckets.h"
#include "promql/numeric/histogram_counts.h"

namespace hearth::promql {

using model::FloatHistogram;

void HistogramAccumulator::Wide::add(long double value) {
    const auto next = sum + value;
    if (std::isinf(next)) {
        lost = 0;
    } else if (std::abs(sum) >= std::abs(value)) {
        lost += (sum - next) + value;
    } else {
        lost += (value - next) + sum;
    }
    sum = next;
}

double HistogramAccumulator::Wide::value(double divisor) const {
    return static_cast<double>((sum + lost) / divisor);
}

template <class Place>
void HistogramAccumulator::rearrange(WideCounts& counts, Place place) {
    WideCounts moved;
    for (const auto& [index, wide] : counts) {
        Wide& target = moved[place(index)];
        target.add(wide.sum);
        target.add(wide.lost);
    }
    counts = std::move(moved);
}

void HistogramAccumulator::widenZero(double threshold) {
    const auto zero = widened(sum(), threshold);
    for (auto* const counts : {&m_positive, &m_negative}) {
        for (auto one = counts->begin(); one != counts->end();) {
            if (model::upperBound(m_frame.layout, one->first - 1) >= zero.threshold) {
                ++one;
                continue;
            }
            m_zeroCount.add(one->second.sum);
            m_zeroCount.add(one->second.lost);
            one = counts->erase(one);
        }
    }
    m_frame.layout.zeroThreshold = zero.threshold;
}

bool HistogramAccumulator::fitBounds(FloatHistogram& other) {
    auto& bounds = m_frame.layout.customBounds;
    if (bounds == other.layout.customBounds) {
        return false;
    }
    const auto common = commonBounds(bounds, other.layout.customBounds);
    rearrange(m_positive, [&](std::int64_t index) { return indexAtBounds(index, bounds, common); });
    const auto counts = atBounds(countsOf(other, true), other.layout.customBounds, common);
    store(counts, other.layout.positiveSpans, other.positiveBuckets);
    bounds = common;
    return true;
}

void HistogramAccumulator::fitSchema(FloatHistogram& other) {
    auto& layout = m_frame.layout;
    while (layout.zeroThreshold != other.layout.zeroThreshold) {
        if (layout.zeroThreshold < other.layout.zeroThreshold) {
            widenZero(other.layout.zeroThreshold);
        } else {
            widenZeroBucket(other, widened(other, layout.zeroThreshold));
        }
    }
    const auto schema = std::min(layout.schema, other.layout.schema);
    if (schema < layout.schema) {
        const auto place = [&](std::int64_t index) { return indexAtSchema(index, layout.schema, schema); };
        rearrange(m_positive, place);
        rearrange(m_negative, place);
        layout.schema = schema;
    } else if (schema < other.layout.schema) {
        (void)model::reduceResolution(other, schema); // it is exponential and finer
    }
}

std::optional<CombineNotes> HistogramAccumulator::add(const FloatHistogram& histogram) {
    CombineNotes notes;
    auto other = histogram;
    if (empty()) {
        m_frame.hint = other.hint;
        m_frame.layout.schema = other.layout.schema;
        m_frame.layout.zeroThreshold = other.layout.zeroThreshold;
        m_frame.layout.customBounds = other.layout.customBounds;
    } else if (isCustom(m_frame) != isCustom(other)) {
        return std::nullopt;
    } else {
        notes.resetsCollide = joinHints(m_frame, other);
        if (isCustom(other)) {
            notes.boundsReconciled = fitBounds(other);
        } else {
            fitSchema(other);
        }
    }
    ++m_parts;
    m_count.add(other.count);
    m_sum.add(other.sum);
    m_zeroCount.add(other.zeroCount);
    for (const auto& [index, count] : countsOf(other, true)) {
        m_positive[index].add(count);
    }
    for (const auto& [index, count] : countsOf(other, false)) {
        m_negative[index].add(count);
    }
    return notes;
}

std::optional<CombineNotes> HistogramAccumulator::merge(const HistogramAccumulator& other) {
    if (empty()) {
        *this = other;
        return CombineNotes{};
    }
    const auto parts = m_parts + other.m_parts;
    const auto notes = add(other.sum());
    m_parts = parts;
    return notes;
}

FloatHistogram HistogramAccumulator::dividedBy(double divisor) const {
    auto result = m_frame;
    result.count = m_count.value(divisor);
    result.sum = m_sum.value(divisor);
    result.zeroCount = m_zeroCount.value(divisor);
    Counts counts;
    const auto take = [&](const WideCounts& wide) {
        counts.clear();
        for (const auto& [index, count] : wide) {
            counts.push_back({index, count.value(divisor)});
        }
    };
    take(m_positive);
    store(counts, result.layout.positiveSpans, result.positiveBuckets);
    take(m_negative);
    store(counts, result.layout.negativeSpans, result.negativeBuckets);
    return result;
}

} // namespace hearth::promql
