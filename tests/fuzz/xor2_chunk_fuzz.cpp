// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <cstdlib>
#include <limits>

#include "chunks/xor2_chunk.h"
#include "chunks/xor2_decoder.h"

namespace {

struct Samples {
    std::vector<hearth::model::TimestampMs> times;
    std::vector<double> values;
    std::vector<hearth::model::TimestampMs> starts;
};

bool decode(std::span<const std::byte> payload, Samples& out) {
    constexpr auto kAll = std::numeric_limits<std::size_t>::max();
    return hearth::chunks::decodeXor2(payload, out.times, out.values, kAll, &out.starts).has_value();
}

} // namespace

/// Any bytes decode to an error or to samples; what was decoded is encoded and decoded to the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace hearth;
    Samples samples;
    if (!decode(std::as_bytes(std::span(data, size)), samples)) {
        return samples.times.empty() && samples.values.empty() ? 0 : (std::abort(), 0);
    }
    chunks::Xor2Chunk chunk;
    for (std::size_t i = 0; i < samples.times.size(); ++i) {
        chunk.append(samples.times[i], samples.values[i], samples.starts[i]);
    }
    Samples again;
    if (!decode(std::as_bytes(std::span(chunk.payload())), again) || again.times != samples.times ||
        again.starts != samples.starts) {
        std::abort();
    }
    for (std::size_t i = 0; i < samples.values.size(); ++i) {
        if (std::bit_cast<std::uint64_t>(samples.values[i]) != std::bit_cast<std::uint64_t>(again.values[i])) {
            std::abort();
        }
    }
    return 0;
}
