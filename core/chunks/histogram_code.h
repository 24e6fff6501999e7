// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "chunks/bit_reader.h"
#include "chunks/bit_writer.h"
#include "chunks/xor_value.h"
#include "model/histogram.h"
#include "model/time.h"

/// The counts, sum and buckets of successive histograms of one layout. Reader and writer keep what the next sample is
/// told against; the times and start timestamps between the samples are not theirs.
namespace hearth::chunks {

/// A column of whole numbers: the change of the step. Arithmetic wraps, as stored counts may go anywhere.
struct StepColumn {
    std::uint64_t step = 0;

    void put(std::uint64_t value, std::uint64_t last, BitWriter& bits) {
        const auto now = value - last;
        bits.putVarbitInt(static_cast<std::int64_t>(now - step));
        step = now;
    }
    /// As a stale marker writes it: nothing has changed, though counts are gone.
    static void putNothing(BitWriter& bits) { bits.put(0, 1); }
    std::uint64_t next(std::uint64_t last, BitReader& bits) {
        step += static_cast<std::uint64_t>(bits.takeVarbitInt());
        return last + step;
    }
};

/// Which columns a histogram of this kind has.
template <class Value>
struct HistogramColumns;

template <>
struct HistogramColumns<model::Histogram> {
    using Bucket = std::int64_t;
    template <class Window>
    struct State {
        StepColumn count;
        StepColumn zeroCount;
        Window sum;
        std::vector<StepColumn> buckets; ///< Positive ones, then negative ones.
    };
    static constexpr unsigned kMinBucketBits = 1; ///< In the first sample.
};

template <>
struct HistogramColumns<model::FloatHistogram> {
    using Bucket = double;
    template <class Window>
    struct State {
        Window count;
        Window zeroCount;
        Window sum;
        std::vector<Window> buckets;
    };
    static constexpr unsigned kMinBucketBits = 64;
};

/// Threads: thread-compatible.
template <class Value>
class HistogramWriter {
  public:
    /// The first histogram of a chunk; its layout stands before it.
    void first(const Value& histogram, BitWriter& bits);
    /// Another one with as many buckets.
    void next(const Value& histogram, const Value& last, BitWriter& bits);
    /// A stale marker behind `last`.
    void stale(double sum, const Value& last, BitWriter& bits);

  private:
    typename HistogramColumns<Value>::template State<WriteWindow> m_state;
};

/// Threads: thread-compatible.
template <class Value>
class HistogramReader {
  public:
    /// Whether `bits` can hold the buckets of a histogram of this layout: to be asked before making room for them.
    static bool fits(const model::HistogramLayout& layout, const BitReader& bits);

    /// Reads what stands behind `layout`, which fits.
    explicit HistogramReader(model::HistogramLayout layout);

    /// False where the payload is damaged.
    bool first(BitReader& bits);
    bool next(BitReader& bits);

    /// The histogram that was read last; of a stale marker only the sum is right.
    const Value& histogram() const { return m_histogram; }

  private:
    bool readBuckets(std::vector<typename HistogramColumns<Value>::Bucket>& buckets, std::size_t offset,
                     BitReader& bits);

    Value m_histogram;
    typename HistogramColumns<Value>::template State<ReadWindow> m_state;
};

} // namespace hearth::chunks
