// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/histogram.h"

/// The buckets of a native histogram as intervals of observed values.
namespace hearth::model {

/// The stored buckets of one sign and their indices: what spans say, spelt out.
/// Threads: thread-compatible.
class SpanIterator {
  public:
    /// `spans` must outlive the iterator.
    explicit SpanIterator(std::span<const HistogramSpan> spans)
        : m_spans(spans) {}

    /// Moves to the next bucket; false behind the last one. Spans of length zero are no obstacle.
    bool next() {
        while (m_span < m_spans.size()) {
            if (m_within == 0) {
                m_index += m_spans[m_span].offset;
            }
            if (m_within < m_spans[m_span].length) {
                ++m_within;
                m_current = m_index++;
                return true;
            }
            ++m_span;
            m_within = 0;
        }
        return false;
    }
    /// Bucket 0 is the one that ends at 1 (exponential), or the first one (custom bounds). In 64 bits, because spans
    /// from outside may add up to anything.
    std::int64_t index() const { return m_current; }

  private:
    std::span<const HistogramSpan> m_spans;
    std::size_t m_span = 0;
    std::uint32_t m_within = 0; ///< Buckets of the span that were visited.
    std::int64_t m_index = 0;
    std::int64_t m_current = 0;
};

/// How many buckets the spans name.
std::uint64_t bucketCount(std::span<const HistogramSpan> spans);

/// An interval and how many observations fell into it.
struct HistogramBucket {
    double lower = 0;
    double upper = 0;
    double count = 0;
    bool lowerInclusive = false;
    bool upperInclusive = false;
    bool operator==(const HistogramBucket&) const = default;
};

/// A histogram as it is shown: all that servers say of one in an answer.
struct ShownHistogram {
    double count = 0;
    double sum = 0;
    std::vector<HistogramBucket> buckets; ///< From the lowest to the highest, without empty ones.
    bool operator==(const ShownHistogram&) const = default;
};

/// The upper bound of the bucket `index` of positive observations, exactly as Prometheus computes it: of an exponential
/// schema (at most kMaxExponentialSchema), or of custom bounds, where -1 is below the first and everything behind the
/// last is +Inf.
double upperBound(const HistogramLayout& layout, std::int64_t index);

/// The buckets from the lowest to the highest, the zero bucket among them where it is not empty; bounds are cut at the
/// zero threshold. Prometheus: FloatHistogram.AllBucketIterator. The histogram is valid or read from storage; buckets
/// that spans promise and that are missing are left out.
std::vector<HistogramBucket> allBuckets(const FloatHistogram& histogram);

ShownHistogram shown(const FloatHistogram& histogram);

/// "{count:3, sum:4.5, [-0.5,0.5]:1, (1,2]:2}": empty buckets are left out. Integers never have an exponent, floats
/// have one from a million on. Prometheus: Histogram.String, FloatHistogram.String.
std::string toText(const FloatHistogram& histogram);
std::string toText(const Histogram& histogram);
std::string toText(const ShownHistogram& histogram);
std::string toText(const HistogramValue& value);

} // namespace hearth::model
