// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "model/time.h"

namespace hearth::model {

/// A run of neighbouring buckets: `offset` empty ones after the run before (or from bucket 0), then `length` stored
/// ones.
struct HistogramSpan {
    std::int32_t offset = 0;
    std::uint32_t length = 0;
    bool operator==(const HistogramSpan&) const = default;
};

/// What the writer knows of counter resets before this sample: on disk, never renumber.
enum class CounterResetHint : std::uint8_t { kUnknown = 0, kReset = 1, kNotReset = 2, kGauge = 3 };

/// Schemas -4 (widest buckets) to 8 are exponential; Prometheus stores -9 to 52 and reduces what is finer than 8.
inline constexpr std::int32_t kCustomBucketsSchema = -53;
inline constexpr std::int32_t kMinExponentialSchema = -9;
inline constexpr std::int32_t kMaxExponentialSchema = 8;
inline constexpr std::int32_t kMaxReducibleSchema = 52;

/// Where the buckets of a native histogram lie, without what is in them.
struct HistogramLayout {
    std::int32_t schema = 0;
    double zeroThreshold = 0;
    std::vector<HistogramSpan> positiveSpans;
    std::vector<HistogramSpan> negativeSpans;
    std::vector<double> customBounds; ///< Upper bounds, only with kCustomBucketsSchema; +Inf is not among them.
    bool operator==(const HistogramLayout&) const = default;
};

/// A native histogram with integer counts. Prometheus: histogram.Histogram.
struct Histogram {
    CounterResetHint hint = CounterResetHint::kUnknown;
    HistogramLayout layout;
    std::uint64_t zeroCount = 0;
    std::uint64_t count = 0;
    double sum = 0; ///< The stale marker makes the whole sample stale.
    // A bucket is stored as the difference to the one before it, the first one as it is.
    std::vector<std::int64_t> positiveBuckets;
    std::vector<std::int64_t> negativeBuckets;
};

/// A native histogram with float counts; buckets hold their counts as they are. Prometheus: histogram.FloatHistogram.
struct FloatHistogram {
    CounterResetHint hint = CounterResetHint::kUnknown;
    HistogramLayout layout;
    double zeroCount = 0;
    double count = 0;
    double sum = 0;
    std::vector<double> positiveBuckets;
    std::vector<double> negativeBuckets;
};

/// Immutable, shared between who stores it and who reads it.
using HistogramValue = std::variant<std::shared_ptr<const Histogram>, std::shared_ptr<const FloatHistogram>>;

struct HistogramSample {
    TimestampMs time = 0;
    HistogramValue value;
};

} // namespace hearth::model
