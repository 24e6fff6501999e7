// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/histogram_code.h"

#include <bit>

#include "model/histogram_buckets.h"
#include "model/sample.h"

namespace hearth::chunks {
namespace {

using model::FloatHistogram;
using model::Histogram;

void putFirstBuckets(const std::vector<std::int64_t>& buckets, BitWriter& bits) {
    for (const auto bucket : buckets) {
        bits.putVarbitInt(bucket);
    }
}

void putFirstBuckets(const std::vector<double>& buckets, BitWriter& bits) {
    for (const auto bucket : buckets) {
        bits.putDouble(bucket);
    }
}

void putBuckets(const std::vector<std::int64_t>& buckets, const std::vector<std::int64_t>& last, StepColumn* columns,
                BitWriter& bits) {
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        columns[i].put(static_cast<std::uint64_t>(buckets[i]), static_cast<std::uint64_t>(last[i]), bits);
    }
}

void putBuckets(const std::vector<double>& buckets, const std::vector<double>& last, WriteWindow* windows,
                BitWriter& bits) {
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        writeXor(bits, windows[i], buckets[i], last[i]);
    }
}

bool readDouble(BitReader& bits, ReadWindow& window, double& value) {
    auto word = std::bit_cast<std::uint64_t>(value);
    const auto read = readXor(bits, window, word);
    value = std::bit_cast<double>(word);
    return read;
}

bool readCounts(Histogram& histogram, HistogramColumns<Histogram>::State<ReadWindow>& state, BitReader& bits) {
    histogram.count = state.count.next(histogram.count, bits);
    histogram.zeroCount = state.zeroCount.next(histogram.zeroCount, bits);
    return readDouble(bits, state.sum, histogram.sum);
}

bool readCounts(FloatHistogram& histogram, HistogramColumns<FloatHistogram>::State<ReadWindow>& state,
                BitReader& bits) {
    return readDouble(bits, state.count, histogram.count) && readDouble(bits, state.zeroCount, histogram.zeroCount) &&
           readDouble(bits, state.sum, histogram.sum);
}

bool readBucket(std::int64_t& bucket, StepColumn& column, BitReader& bits) {
    bucket = static_cast<std::int64_t>(column.next(static_cast<std::uint64_t>(bucket), bits));
    return true;
}

bool readBucket(double& bucket, ReadWindow& window, BitReader& bits) {
    return readDouble(bits, window, bucket);
}

} // namespace

template <>
void HistogramWriter<Histogram>::first(const Histogram& histogram, BitWriter& bits) {
    m_state = {};
    m_state.buckets.resize(histogram.positiveBuckets.size() + histogram.negativeBuckets.size());
    bits.putVarbitUint(histogram.count);
    bits.putVarbitUint(histogram.zeroCount);
    bits.putDouble(histogram.sum);
    putFirstBuckets(histogram.positiveBuckets, bits);
    putFirstBuckets(histogram.negativeBuckets, bits);
}

template <>
void HistogramWriter<FloatHistogram>::first(const FloatHistogram& histogram, BitWriter& bits) {
    m_state = {};
    m_state.buckets.resize(histogram.positiveBuckets.size() + histogram.negativeBuckets.size());
    bits.putDouble(histogram.count);
    bits.putDouble(histogram.zeroCount);
    bits.putDouble(histogram.sum);
    putFirstBuckets(histogram.positiveBuckets, bits);
    putFirstBuckets(histogram.negativeBuckets, bits);
}

template <>
void HistogramWriter<Histogram>::next(const Histogram& histogram, const Histogram& last, BitWriter& bits) {
    m_state.count.put(histogram.count, last.count, bits);
    m_state.zeroCount.put(histogram.zeroCount, last.zeroCount, bits);
    writeXor(bits, m_state.sum, histogram.sum, last.sum);
    putBuckets(histogram.positiveBuckets, last.positiveBuckets, m_state.buckets.data(), bits);
    putBuckets(histogram.negativeBuckets, last.negativeBuckets, m_state.buckets.data() + last.positiveBuckets.size(),
               bits);
}

template <>
void HistogramWriter<FloatHistogram>::next(const FloatHistogram& histogram, const FloatHistogram& last,
                                           BitWriter& bits) {
    writeXor(bits, m_state.count, histogram.count, last.count);
    writeXor(bits, m_state.zeroCount, histogram.zeroCount, last.zeroCount);
    writeXor(bits, m_state.sum, histogram.sum, last.sum);
    putBuckets(histogram.positiveBuckets, last.positiveBuckets, m_state.buckets.data(), bits);
    putBuckets(histogram.negativeBuckets, last.negativeBuckets, m_state.buckets.data() + last.positiveBuckets.size(),
               bits);
}

template <>
void HistogramWriter<Histogram>::stale(double sum, const Histogram& last, BitWriter& bits) {
    StepColumn::putNothing(bits);
    StepColumn::putNothing(bits);
    writeXor(bits, m_state.sum, sum, last.sum);
}

template <>
void HistogramWriter<FloatHistogram>::stale(double sum, const FloatHistogram& last, BitWriter& bits) {
    writeXor(bits, m_state.count, 0, last.count);
    writeXor(bits, m_state.zeroCount, 0, last.zeroCount);
    writeXor(bits, m_state.sum, sum, last.sum);
}

template <class Value>
HistogramReader<Value>::HistogramReader(model::HistogramLayout layout) {
    m_histogram.positiveBuckets.resize(model::bucketCount(layout.positiveSpans));
    m_histogram.negativeBuckets.resize(model::bucketCount(layout.negativeSpans));
    m_histogram.layout = std::move(layout);
    m_state.buckets.resize(m_histogram.positiveBuckets.size() + m_histogram.negativeBuckets.size());
}

template <class Value>
bool HistogramReader<Value>::fits(const model::HistogramLayout& layout, const BitReader& bits) {
    const auto buckets = model::bucketCount(layout.positiveSpans) + model::bucketCount(layout.negativeSpans);
    return buckets <= bits.remaining() / HistogramColumns<Value>::kMinBucketBits;
}

template <>
bool HistogramReader<Histogram>::first(BitReader& bits) {
    m_histogram.count = bits.takeVarbitUint();
    m_histogram.zeroCount = bits.takeVarbitUint();
    m_histogram.sum = bits.takeDouble();
    for (auto& bucket : m_histogram.positiveBuckets) {
        bucket = bits.takeVarbitInt();
    }
    for (auto& bucket : m_histogram.negativeBuckets) {
        bucket = bits.takeVarbitInt();
    }
    return !bits.overrun();
}

template <>
bool HistogramReader<FloatHistogram>::first(BitReader& bits) {
    m_histogram.count = bits.takeDouble();
    m_histogram.zeroCount = bits.takeDouble();
    m_histogram.sum = bits.takeDouble();
    for (auto& bucket : m_histogram.positiveBuckets) {
        bucket = bits.takeDouble();
    }
    for (auto& bucket : m_histogram.negativeBuckets) {
        bucket = bits.takeDouble();
    }
    return !bits.overrun();
}

template <class Value>
bool HistogramReader<Value>::next(BitReader& bits) {
    if (!readCounts(m_histogram, m_state, bits)) {
        return false;
    }
    if (model::isStale(m_histogram.sum)) {
        return !bits.overrun();
    }
    return readBuckets(m_histogram.positiveBuckets, 0, bits) &&
           readBuckets(m_histogram.negativeBuckets, m_histogram.positiveBuckets.size(), bits) && !bits.overrun();
}

template <class Value>
bool HistogramReader<Value>::readBuckets(std::vector<typename HistogramColumns<Value>::Bucket>& buckets,
                                         std::size_t offset, BitReader& bits) {
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        if (!readBucket(buckets[i], m_state.buckets[offset + i], bits)) {
            return false;
        }
    }
    return true;
}

template class HistogramReader<Histogram>;
template class HistogramReader<FloatHistogram>;

} // namespace hearth::chunks
