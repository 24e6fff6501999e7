// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "base/error.h"
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
inline constexpr std::int32_t kMinWritableSchema = -4;
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

/// Whether the sum is the stale marker: the series ends here, buckets do not matter.
bool isStale(const Histogram& histogram);
bool isStale(const FloatHistogram& histogram);
bool isStale(const HistogramValue& value);

CounterResetHint hintOf(const HistogramValue& value);
const HistogramLayout& layoutOf(const HistogramValue& value);
/// The same sample with another hint; the very same object where it has that hint already.
HistogramValue withHint(const HistogramValue& value, CounterResetHint hint);

/// The same histogram with float counts.
FloatHistogram toFloat(const Histogram& histogram);
/// Shares what is float already.
std::shared_ptr<const FloatHistogram> toFloat(const HistogramValue& value);

/// Same kind, same bits in every field, the hint apart; two stale markers of a kind are identical whatever else they
/// hold. Spans are compared by the buckets they name.
/// Prometheus: Histogram.Equals.
bool identical(const Histogram& a, const Histogram& b);
bool identical(const FloatHistogram& a, const FloatHistogram& b);
bool identical(const HistogramValue& a, const HistogramValue& b);

/// Whether spans, buckets, bounds and counts fit each other; kInvalidArgument says what does not. Only schemas that may
/// be written are valid (kMinWritableSchema to kMaxExponentialSchema, and custom buckets).
/// Prometheus: Histogram.Validate.
Result<void> validate(const Histogram& histogram);
Result<void> validate(const FloatHistogram& histogram);
Result<void> validate(const HistogramValue& value);

/// Removes empty buckets and joins spans, where runs of more than `maxEmptyBuckets` empty ones are worth a span of
/// their own. Prometheus: Histogram.Compact.
void compact(Histogram& histogram, int maxEmptyBuckets = 0);
void compact(FloatHistogram& histogram, int maxEmptyBuckets = 0);

/// Merges neighbouring buckets down to the coarser exponential `schema`. kInvalidArgument where spans and buckets do
/// not fit each other, or the schema is not coarser.
Result<void> reduceResolution(Histogram& histogram, std::int32_t schema);
Result<void> reduceResolution(FloatHistogram& histogram, std::int32_t schema);
/// What readers of stored histograms do: schemas finer than kMaxExponentialSchema are reduced to it, unknown ones are
/// kUnsupported.
Result<void> reduceToKnownSchema(Histogram& histogram);
Result<void> reduceToKnownSchema(FloatHistogram& histogram);

} // namespace hearth::model
