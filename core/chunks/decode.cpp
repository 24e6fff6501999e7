// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/decode.h"

#include "chunks/histogram_decoder.h"
#include "chunks/xor2_decoder.h"
#include "chunks/xor_decoder.h"

namespace hearth::chunks {
namespace {

template <class Item, class TimeOf>
ChunkSummary spanOf(const std::vector<Item>& samples, TimeOf timeOf) {
    ChunkSummary summary{.samples = samples.size()};
    if (samples.empty()) {
        return summary;
    }
    summary.first = timeOf(samples.front());
    summary.last = timeOf(samples.back());
    for (std::size_t i = 1; i < samples.size(); ++i) {
        summary.ascending &= timeOf(samples[i - 1]) < timeOf(samples[i]);
    }
    return summary;
}

} // namespace

Result<void> decode(Encoding encoding, std::span<const std::byte> payload, model::Columns& out,
                    std::size_t maxSamples) {
    switch (encoding) {
    case Encoding::kXor:
        return decodeXor(payload, out.times, out.values, maxSamples);
    case Encoding::kXor2:
        return decodeXor2(payload, out.times, out.values, maxSamples);
    default:
        return decodeHistograms(encoding, payload, out.histograms, maxSamples);
    }
}

Result<std::size_t> sampleCount(Encoding encoding, std::span<const std::byte> payload) {
    const auto count = HEARTH_TRY(sampleCount(payload));
    return isHistogram(encoding) && hasStartTimes(encoding) ? count & kMaxHistogramStSamples : count;
}

Result<ChunkSummary> summarize(Encoding encoding, std::span<const std::byte> payload) {
    model::Columns samples;
    HEARTH_TRY(decode(encoding, payload, samples));
    if (isHistogram(encoding)) {
        return spanOf(samples.histograms, [](const auto& sample) { return sample.time; });
    }
    return spanOf(samples.times, [](model::TimestampMs time) { return time; });
}

} // namespace hearth::chunks
