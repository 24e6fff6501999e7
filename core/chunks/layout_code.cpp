// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/layout_code.h"

#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace hearth::chunks {
namespace {

// A threshold that is a power of two is one byte, its exponent (of a fraction of 0.5) moved by this much.
constexpr int kThresholdBias = 243;
constexpr int kMinThresholdExponent = -242;
constexpr int kMaxThresholdExponent = 11;
constexpr std::uint8_t kThresholdInFull = 255;
// Bounds are thousandths where they can be, up to what three bytes hold.
constexpr double kBoundsPerUnit = 1000;
constexpr double kMaxWholeBound = 33554430;

std::unexpected<Error> damaged(const char* what) {
    return fail(ErrorCode::kCorruption, what);
}

void putThreshold(double threshold, BitWriter& bits) {
    if (threshold == 0) {
        bits.put(0, 8);
        return;
    }
    int exponent = 0;
    if (std::frexp(threshold, &exponent) == 0.5 && exponent >= kMinThresholdExponent &&
        exponent <= kMaxThresholdExponent) {
        bits.put(static_cast<std::uint64_t>(exponent + kThresholdBias), 8);
        return;
    }
    bits.put(kThresholdInFull, 8);
    bits.putDouble(threshold);
}

double takeThreshold(BitReader& bits) {
    const auto byte = bits.take(8);
    if (byte == 0) {
        return 0;
    }
    return byte == kThresholdInFull ? bits.takeDouble() : std::ldexp(0.5, static_cast<int>(byte) - kThresholdBias);
}

void putSpans(const std::vector<model::HistogramSpan>& spans, BitWriter& bits) {
    bits.putVarbitUint(spans.size());
    for (const auto& span : spans) {
        bits.putVarbitUint(span.length);
        bits.putVarbitInt(span.offset);
    }
}

Result<std::vector<model::HistogramSpan>> takeSpans(BitReader& bits) {
    const auto count = bits.takeVarbitUint();
    if (count > bits.remaining() / 2) { // a span takes two bits at least
        return damaged("histogram chunk states more spans than it has room for");
    }
    std::vector<model::HistogramSpan> spans(count);
    for (auto& span : spans) {
        span.length = static_cast<std::uint32_t>(bits.takeVarbitUint());
        span.offset = static_cast<std::int32_t>(bits.takeVarbitInt());
    }
    return spans;
}

bool isWhole(double bound, double thousandths) {
    return thousandths >= 0 && thousandths <= kMaxWholeBound && std::round(thousandths) / kBoundsPerUnit == bound;
}

void putBounds(const std::vector<double>& bounds, BitWriter& bits) {
    bits.putVarbitUint(bounds.size());
    for (const auto bound : bounds) {
        const auto thousandths = bound * kBoundsPerUnit;
        if (isWhole(bound, thousandths)) {
            bits.putVarbitUint(static_cast<std::uint64_t>(std::round(thousandths)) + 1);
        } else {
            bits.put(0, 1);
            bits.putDouble(bound);
        }
    }
}

Result<std::vector<double>> takeBounds(BitReader& bits) {
    const auto count = bits.takeVarbitUint();
    if (count > bits.remaining() / 5) { // no bound takes less
        return damaged("histogram chunk states more bounds than it has room for");
    }
    std::vector<double> bounds(count);
    for (auto& bound : bounds) {
        const auto code = bits.takeVarbitUint();
        bound = code == 0 ? bits.takeDouble() : static_cast<double>(code - 1) / kBoundsPerUnit;
    }
    return bounds;
}

bool isKnown(std::int32_t schema) {
    return schema == model::kCustomBucketsSchema ||
           (schema >= model::kMinExponentialSchema && schema <= model::kMaxReducibleSchema);
}

} // namespace

void putLayout(const model::HistogramLayout& layout, BitWriter& bits) {
    putThreshold(layout.zeroThreshold, bits);
    bits.putVarbitInt(layout.schema);
    putSpans(layout.positiveSpans, bits);
    putSpans(layout.negativeSpans, bits);
    if (layout.schema == model::kCustomBucketsSchema) {
        putBounds(layout.customBounds, bits);
    }
}

Result<model::HistogramLayout> takeLayout(BitReader& bits) {
    model::HistogramLayout layout;
    layout.zeroThreshold = takeThreshold(bits);
    layout.schema = static_cast<std::int32_t>(bits.takeVarbitInt());
    layout.positiveSpans = HEARTH_TRY(takeSpans(bits));
    layout.negativeSpans = HEARTH_TRY(takeSpans(bits));
    if (layout.schema == model::kCustomBucketsSchema) {
        layout.customBounds = HEARTH_TRY(takeBounds(bits));
    }
    if (bits.overrun()) {
        return damaged("histogram chunk ends before its first sample");
    }
    if (!isKnown(layout.schema)) {
        return fail(ErrorCode::kUnsupported, fmt::format("histogram chunk has the unknown schema {}", layout.schema));
    }
    return layout;
}

} // namespace hearth::chunks
