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

model::TimestampMs predictedEnd(model::TimestampMs first, model::TimestampMs last, model::TimestampMs end,
                                double ratioToFull) {
    const auto left = static_cast<double>(end) - static_cast<double>(first);
    const auto used = static_cast<double>(last) - static_cast<double>(first) + 1;
    const auto chunks = left / (used * ratioToFull);
    if (!(chunks > 1)) {
        return end;
    }
    return static_cast<model::TimestampMs>(static_cast<double>(first) + left / std::floor(chunks));
}

model::TimestampMs predictedEnd(model::TimestampMs first, model::TimestampMs last, model::TimestampMs end) {
    return predictedEnd(first, last, end, static_cast<double>(kTargetSamples) / kPredictAtSamples);
}

void HistogramCut::begin(model::TimestampMs time, model::DurationMs width) {
    m_rangeEnd = rangeEnd(time, width);
    m_end = m_rangeEnd;
    m_predicted = false;
}

bool HistogramCut::cutsBefore(const OpenHistogramChunk& chunk, model::TimestampMs time) {
    if (!m_predicted && chunk.bytes >= kTargetHistogramBytes / 4) {
        const auto ratioToFull = static_cast<double>(kTargetHistogramBytes) / static_cast<double>(chunk.bytes);
        m_end = predictedEnd(chunk.first, chunk.last, m_end, ratioToFull);
        m_predicted = true;
    }
    const auto full = time >= m_end || chunk.bytes >= 2 * kTargetHistogramBytes;
    return full && (chunk.samples >= kMinHistogramSamples || time >= m_rangeEnd);
}

} // namespace hearth::chunks
