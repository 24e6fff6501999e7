// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "chunks/decode.h"
#include "chunks/encode.h"
#include "model/histogram_buckets.h"

namespace {

using namespace hearth;

model::Columns decodeAll(const std::vector<chunks::EncodedChunk>& encoded) {
    model::Columns columns;
    for (const auto& chunk : encoded) {
        if (!chunks::decode(chunk.encoding, std::as_bytes(std::span(chunk.payload)), columns)) {
            std::abort();
        }
    }
    return columns;
}

bool allValid(const model::Columns& columns) {
    for (const auto& sample : columns.histograms) {
        (void)model::toText(sample.value);
        if (!model::validate(sample.value)) {
            return false;
        }
    }
    return true;
}

} // namespace

/// Any bytes (the first is the encoding) decode to an error or to histograms; valid ones are encoded and decoded to the
/// same counts and sums again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr chunks::Encoding kEncodings[] = {chunks::Encoding::kHistogram, chunks::Encoding::kFloatHistogram,
                                               chunks::Encoding::kHistogramSt, chunks::Encoding::kFloatHistogramSt};
    if (size == 0) {
        return 0;
    }
    model::Columns columns;
    const auto payload = std::as_bytes(std::span(data, size)).subspan(1);
    if (!chunks::decode(kEncodings[data[0] % 4], payload, columns)) {
        return columns.empty() ? 0 : (std::abort(), 0);
    }
    if (columns.histograms.size() > 1000 || !allValid(columns)) {
        return 0;
    }
    const auto again = decodeAll(chunks::encode(columns));
    if (again.histograms.size() != columns.histograms.size()) {
        std::abort();
    }
    for (std::size_t i = 0; i < again.histograms.size(); ++i) {
        const auto before = model::toText(columns.histograms[i].value);
        if (again.histograms[i].time != columns.histograms[i].time ||
            model::toText(again.histograms[i].value) != before) {
            std::abort();
        }
    }
    return 0;
}
