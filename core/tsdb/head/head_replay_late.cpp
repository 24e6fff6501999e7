// SPDX-License-Identifier: GPL-3.0-or-later
// The part of HeadReplay that reads the write-behind log.
#include <algorithm>

#include "tsdb/head/head_replay.h"

namespace hearth::tsdb {

Result<void> HeadReplay::applyLate(std::string_view record) {
    using enum wal::RecordType;
    switch (wal::typeOf(record)) {
    case kSamples:
    case kSamplesV2:
        return applyLateSamples(record);
    case kHistograms:
    case kFloatHistograms:
    case kCustomHistograms:
    case kCustomFloatHistograms:
    case kHistogramsV2:
    case kFloatHistogramsV2:
        return applyLateHistograms(record);
    case kMmapMarkers:
        return applyMarkers(record);
    default:
        ++m_report.unknownRecords;
        return {};
    }
}

template <class Value>
void HeadReplay::insertLate(std::uint64_t ref, model::TimestampMs time, const Value& value) {
    if (const auto id = idOf(ref); id && m_head.insertOutOfOrder(*id, time, value)) {
        ++m_report.lateSamples;
        m_lateRange = {std::min(m_lateRange.begin, time), std::max(m_lateRange.end, time)};
    }
}

Result<void> HeadReplay::applyLateSamples(std::string_view record) {
    m_samples.clear();
    HEARTH_TRY(wal::decodeSamples(record, m_samples));
    for (const auto& sample : m_samples) {
        insertLate(sample.ref, sample.time, sample.value);
    }
    return {};
}

Result<void> HeadReplay::applyLateHistograms(std::string_view record) {
    m_histograms.clear();
    HEARTH_TRY(wal::decodeHistograms(record, m_histograms, m_report.strangeHistograms));
    for (const auto& sample : m_histograms) {
        insertLate(sample.ref, sample.time, sample.value);
    }
    return {};
}

/// What was inserted before the marker lies in a chunk: unless the chunk itself was lost.
Result<void> HeadReplay::applyMarkers(std::string_view record) {
    std::vector<wal::MmapMarker> markers;
    HEARTH_TRY(wal::decodeMmapMarkers(record, markers));
    for (const auto& marker : markers) {
        if (marker.ref == wal::kLateChunksInBlocks) {
            m_lateInBlocks = std::max(m_lateInBlocks, static_cast<HeadChunkRef>(marker.chunk));
            continue;
        }
        const auto id = m_refs.find(marker.ref);
        if (!id || static_cast<HeadChunkRef>(marker.chunk) > m_lastChunk) {
            continue;
        }
        auto* const extra = m_head.series(*id).extra(m_head.memory());
        if (extra != nullptr && extra->outOfOrder) {
            m_report.lateSamples -= extra->outOfOrder->size();
            *extra->outOfOrder = OutOfOrderChunk();
            for (const auto& chunk : extra->unwritten) {
                m_report.lateSamples -= chunk.size();
            }
            extra->unwritten.clear();
        }
    }
    return {};
}

/// Files keep late chunks until all else in them is old; those that are in blocks are not to come back.
void HeadReplay::forgetLateInBlocks() {
    m_report.lateInBlocks = static_cast<std::uint64_t>(m_lateInBlocks);
    if (m_lateInBlocks == HeadChunkRef::kNone) {
        return;
    }
    std::uint64_t dropped = 0;
    for (SeriesId id = 0; id < m_head.table().end(); ++id) {
        if (auto* const extra = m_head.series(id).extra(m_head.memory())) {
            dropped += std::erase_if(extra->outOfOrderChunks,
                                     [this](const auto& chunk) { return chunk.ref <= m_lateInBlocks; });
        }
    }
    m_report.mappedChunks -= dropped;
    m_head.removeChunks(dropped);
}

} // namespace hearth::tsdb
