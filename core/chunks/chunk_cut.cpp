// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/chunk_cut.h"

#include <cmath>
#include <limits>

namespace hearth::chunks {

model::TimestampMs rangeEnd(model::TimestampMs time, model::DurationMs width) {
    const auto start = time / width * width;
    const auto most = std::numeric_limits<model::TimestampMs>::max();
    return start > most - width ? most : start + width;
}

model::TimestampMs predictedEnd(model::TimestampMs first, model::TimestampMs last, model::TimestampMs end) {
    constexpr double kRatioToFull = static_cast<double>(kTargetSamples) / kPredictAtSamples;
    const auto left = static_cast<double>(end) - static_cast<double>(first);
    const auto used = static_cast<double>(last) - static_cast<double>(first) + 1;
    const auto chunks = left / (used * kRatioToFull);
    if (!(chunks > 1)) {
        return end;
    }
    return first + static_cast<model::TimestampMs>(left / std::floor(chunks));
}

bool cutsBefore(const OpenChunk& chunk, model::TimestampMs time) {
    return time >= chunk.end || chunk.samples >= 2 * kTargetSamples || chunk.bytes > kMaxXorBytesBeforeAppend;
}

} // namespace hearth::chunks
