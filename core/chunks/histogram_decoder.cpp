// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/histogram_decoder.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "chunks/bit_reader.h"
#include "chunks/histogram_code.h"
#include "chunks/layout_code.h"
#include "chunks/start_time.h"
#include "model/sample.h"

namespace hearth::chunks {
namespace {

constexpr std::uint8_t kResetMask = 0xc0;

std::unexpected<Error> damaged(const char* what) {
    return fail(ErrorCode::kCorruption, what);
}

model::CounterResetHint hintAt(std::size_t index, CounterResetHeader header) {
    if (header == CounterResetHeader::kGauge) {
        return model::CounterResetHint::kGauge;
    }
    // Of the first one nothing is known, whatever the header says: the chunk before may be gone, or another one.
    return index == 0 ? model::CounterResetHint::kUnknown : model::CounterResetHint::kNotReset;
}

template <class Value>
Result<std::shared_ptr<const Value>> asSample(const Value& read, model::CounterResetHint hint) {
    auto sample = std::make_shared<Value>();
    if (model::isStale(read.sum)) {
        sample->sum = read.sum;
        return sample;
    }
    *sample = read;
    sample->hint = hint;
    if (read.layout.schema > model::kMaxExponentialSchema) {
        if (const auto reduced = model::reduceToKnownSchema(*sample); !reduced) {
            return fail(ErrorCode::kCorruption, reduced.error().message());
        }
    }
    return sample;
}

template <class Value>
Result<void> decodeTo(const HistogramHeader& header, std::span<const std::byte> samples, std::size_t count,
                      std::vector<model::HistogramSample>& out, std::vector<model::TimestampMs>* startTimes) {
    BitReader bits(samples);
    auto layout = HEARTH_TRY(takeLayout(bits));
    if (!HistogramReader<Value>::fits(layout, bits)) {
        return damaged("histogram chunk states more buckets than it has room for");
    }
    HistogramReader<Value> reader(std::move(layout));
    StartTimeReader starts(header.starts);
    StepColumn steps;
    std::uint64_t time = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto before = static_cast<model::TimestampMs>(time);
        time = i == 0 ? static_cast<std::uint64_t>(bits.takeVarbitInt()) : steps.next(time, bits);
        if (!(i == 0 ? reader.first(bits) : reader.next(bits))) {
            return damaged("histogram chunk ends before its last sample");
        }
        const auto now = static_cast<model::TimestampMs>(time);
        starts.next(i, now, before, bits);
        out.push_back({now, HEARTH_TRY(asSample(reader.histogram(), hintAt(i, header.reset)))});
        if (startTimes != nullptr) {
            startTimes->push_back(starts.start());
        }
    }
    return bits.overrun() ? Result<void>(damaged("histogram chunk ends before its last sample")) : Result<void>();
}

} // namespace

bool isHistogram(Encoding encoding) {
    return encoding != Encoding::kXor && encoding != Encoding::kXor2;
}

bool isFloatHistogram(Encoding encoding) {
    return encoding == Encoding::kFloatHistogram || encoding == Encoding::kFloatHistogramSt;
}

bool hasStartTimes(Encoding encoding) {
    return encoding == Encoding::kXor2 || encoding == Encoding::kHistogramSt || encoding == Encoding::kFloatHistogramSt;
}

Result<HistogramHeader> histogramHeader(Encoding encoding, std::span<const std::byte> payload) {
    if (payload.size() < kHistogramHeaderBytes) {
        return damaged("histogram chunk is too short for its header");
    }
    const auto byte = [payload](std::size_t i) { return std::to_integer<std::uint8_t>(payload[i]); };
    const auto count = static_cast<std::size_t>(byte(0)) << 8U | byte(1);
    if (hasStartTimes(encoding)) {
        return HistogramHeader{count & kMaxHistogramStSamples,
                               CounterResetHeader{static_cast<std::uint8_t>(byte(0) & kResetMask)}, byte(2)};
    }
    return HistogramHeader{count, CounterResetHeader{static_cast<std::uint8_t>(byte(2) & kResetMask)}, 0};
}

Result<void> decodeHistograms(Encoding encoding, std::span<const std::byte> payload,
                              std::vector<model::HistogramSample>& out, std::size_t maxSamples,
                              std::vector<model::TimestampMs>* startTimes) {
    const auto header = HEARTH_TRY(histogramHeader(encoding, payload));
    const auto count = std::min(header.samples, maxSamples);
    if (count == 0) {
        return {};
    }
    const auto start = out.size();
    const auto startsBefore = startTimes != nullptr ? startTimes->size() : 0;
    const auto decodeAny = isFloatHistogram(encoding) ? decodeTo<model::FloatHistogram> : decodeTo<model::Histogram>;
    auto decoded = decodeAny(header, payload.subspan(kHistogramHeaderBytes), count, out, startTimes);
    if (!decoded) {
        out.resize(start);
        if (startTimes != nullptr) {
            startTimes->resize(startsBefore);
        }
    }
    return decoded;
}

} // namespace hearth::chunks
