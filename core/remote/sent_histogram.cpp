// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/sent_histogram.h"

#include "remote/proto_reader.h"

namespace hearth::remote {
namespace {

// Field numbers of prometheus.Histogram.
enum Field : std::uint32_t {
    kCountInt = 1,
    kCountFloat = 2,
    kSum = 3,
    kSchema = 4,
    kZeroThreshold = 5,
    kZeroCountInt = 6,
    kZeroCountFloat = 7,
    kNegativeSpans = 8,
    kNegativeDeltas = 9,
    kNegativeCounts = 10,
    kPositiveSpans = 11,
    kPositiveDeltas = 12,
    kPositiveCounts = 13,
    kResetHint = 14,
    kTimestamp = 15,
    kCustomValues = 16,
};

// Field numbers of prometheus.BucketSpan.
constexpr std::uint32_t kSpanOffset = 1;
constexpr std::uint32_t kSpanLength = 2;

/// Both kinds at once: which of them counts is known at the end only.
struct Sent {
    model::Histogram whole;
    model::FloatHistogram fractional;
    bool isFloat = false;
    model::TimestampMs time = 0;
};

void readSpan(ProtoReader& message, std::vector<model::HistogramSpan>& spans) {
    if (spans.size() == kMaxSpansPerHistogram) {
        return message.fail();
    }
    auto& span = spans.emplace_back();
    ProtoReader reader(message.bytes());
    while (reader.next()) {
        switch (reader.field()) {
        case kSpanOffset:
            span.offset = reader.sint32();
            break;
        case kSpanLength:
            span.length = static_cast<std::uint32_t>(reader.varint());
            break;
        default:
            reader.skip();
        }
    }
    if (!reader.ok()) {
        message.fail();
    }
}

template <class T>
auto into(std::vector<T>& values) {
    return [&values](T value) { values.push_back(value); };
}

/// Values that Go would keep as they are, and that no chunk can hold, count as unknown.
model::CounterResetHint hintOf(std::uint64_t value) {
    return value <= static_cast<std::uint64_t>(model::CounterResetHint::kGauge)
               ? static_cast<model::CounterResetHint>(value)
               : model::CounterResetHint::kUnknown;
}

/// A field of the layout, the sum or the time; false where it is another one.
bool readCommon(ProtoReader& reader, Sent& sent) {
    auto& layout = sent.whole.layout;
    switch (reader.field()) {
    case kSum:
        sent.whole.sum = reader.float64();
        return true;
    case kSchema:
        layout.schema = reader.sint32();
        return true;
    case kZeroThreshold:
        layout.zeroThreshold = reader.float64();
        return true;
    case kNegativeSpans:
        readSpan(reader, layout.negativeSpans);
        return true;
    case kPositiveSpans:
        readSpan(reader, layout.positiveSpans);
        return true;
    case kResetHint:
        sent.whole.hint = hintOf(reader.varint());
        return true;
    case kTimestamp:
        sent.time = reader.int64();
        return true;
    case kCustomValues:
        reader.float64s(into(layout.customBounds));
        return true;
    default:
        return false;
    }
}

void readCounts(ProtoReader& reader, Sent& sent) {
    switch (reader.field()) {
    case kCountInt:
        sent.whole.count = reader.varint();
        sent.isFloat = false;
        return;
    case kCountFloat:
        sent.fractional.count = reader.float64();
        sent.isFloat = true;
        return;
    case kZeroCountInt:
        sent.whole.zeroCount = reader.varint();
        return;
    case kZeroCountFloat:
        sent.fractional.zeroCount = reader.float64();
        return;
    case kNegativeDeltas:
        return reader.sint64s(into(sent.whole.negativeBuckets));
    case kPositiveDeltas:
        return reader.sint64s(into(sent.whole.positiveBuckets));
    case kNegativeCounts:
        return reader.float64s(into(sent.fractional.negativeBuckets));
    case kPositiveCounts:
        return reader.float64s(into(sent.fractional.positiveBuckets));
    default:
        reader.skip();
    }
}

model::HistogramValue valueOf(Sent sent) {
    if (!sent.isFloat) {
        return std::make_shared<const model::Histogram>(std::move(sent.whole));
    }
    sent.fractional.hint = sent.whole.hint;
    sent.fractional.sum = sent.whole.sum;
    sent.fractional.layout = std::move(sent.whole.layout);
    return std::make_shared<const model::FloatHistogram>(std::move(sent.fractional));
}

} // namespace

Result<model::HistogramSample> readSentHistogram(std::string_view message) {
    Sent sent;
    ProtoReader reader(message);
    while (reader.next()) {
        if (!readCommon(reader, sent)) {
            readCounts(reader, sent);
        }
    }
    if (!reader.ok()) {
        return fail(ErrorCode::kInvalidArgument, "malformed protobuf message: Histogram");
    }
    const auto time = sent.time;
    return model::HistogramSample{time, valueOf(std::move(sent))};
}

} // namespace hearth::remote
