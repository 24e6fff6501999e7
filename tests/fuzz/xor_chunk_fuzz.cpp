// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "chunks/xor_decoder.h"
#include "chunks/xor_encoder.h"

/// Any bytes decode to an error or to samples; what was decoded is encoded and decoded to the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace hearth;
    std::vector<model::TimestampMs> times;
    std::vector<double> values;
    if (!chunks::decodeXor(std::as_bytes(std::span(data, size)), times, values)) {
        return times.empty() && values.empty() ? 0 : (std::abort(), 0);
    }
    chunks::XorChunk chunk;
    for (std::size_t i = 0; i < times.size(); ++i) {
        chunk.append(times[i], values[i]);
    }
    const auto payload = chunk.payload();
    std::vector<model::TimestampMs> timesAgain;
    std::vector<double> valuesAgain;
    const auto result = chunks::decodeXor(std::as_bytes(std::span(payload)), timesAgain, valuesAgain);
    if (!result || timesAgain != times) {
        std::abort();
    }
    return 0;
}
