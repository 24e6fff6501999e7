// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Head that keeps out-of-order samples.
#include <algorithm>

#include "chunks/decode.h"
#include "tsdb/head/head.h"
#include "tsdb/head/out_of_order_log.h"
#include "tsdb/head_chunks/head_chunks.h"

namespace hearth::tsdb {

/// Writes a chunk of out-of-order samples to a file; returns the newest reference, kNone where nothing could be
/// written. Needs the stripe lock.
HeadChunkRef Head::writeOutOfOrder(SeriesId id, const OutOfOrderChunk& chunk, SeriesExtra& extra) {
    const auto walRef = m_table[id].walRef();
    std::vector<SeriesExtra::OutOfOrderRecord> written;
    for (const auto& encoded : chunk.encode(chunk.range())) {
        const auto payload = std::as_bytes(std::span(encoded.payload));
        const auto ref = m_chunkFiles->write(walRef, encoded.begin, encoded.end, encoded.encoding, payload, true);
        if (!ref) {
            m_log.error("Cannot write out-of-order samples to a head chunk file", {{"reason", ref.error().message()}});
            return HeadChunkRef::kNone;
        }
        const auto samples = chunks::sampleCount(encoded.encoding, payload).value_or(0);
        written.push_back({*ref, {encoded.begin, encoded.end}, encoded.encoding, static_cast<std::uint16_t>(samples)});
    }
    if (written.empty()) {
        return HeadChunkRef::kNone;
    }
    extra.outOfOrderChunks.insert(extra.outOfOrderChunks.end(), written.begin(), written.end());
    noteWritten(written.back().ref);
    addChunks(written.size());
    return written.back().ref;
}

void Head::noteWritten(HeadChunkRef ref) {
    const auto last = static_cast<std::uint64_t>(ref);
    auto seen = m_lastWritten.load();
    while (seen < last && !m_lastWritten.compare_exchange_weak(seen, last)) {
    }
}

/// Writes all out-of-order samples of a series; false where some could not be. Needs the stripe lock.
bool Head::writeAllOutOfOrder(SeriesId id, SeriesExtra& extra) {
    while (!extra.unwritten.empty()) {
        if (writeOutOfOrder(id, extra.unwritten.back(), extra) == HeadChunkRef::kNone) {
            return false;
        }
        extra.unwritten.pop_back();
    }
    if (extra.outOfOrder && !extra.outOfOrder->empty()) {
        if (writeOutOfOrder(id, *extra.outOfOrder, extra) == HeadChunkRef::kNone) {
            return false;
        }
        *extra.outOfOrder = OutOfOrderChunk();
    }
    return true;
}

template <class Value>
bool Head::insertOutOfOrder(SeriesId id, model::TimestampMs time, const Value& value) {
    auto& extra = m_table[id].makeExtra(m_memory);
    if (!extra.outOfOrder) {
        extra.outOfOrder = std::make_unique<OutOfOrderChunk>();
    }
    if (extra.outOfOrder->full()) {
        const auto ref = m_chunkFiles != nullptr && m_chunkFilesAreWritable && extra.unwritten.empty()
                             ? writeOutOfOrder(id, *extra.outOfOrder, extra)
                             : HeadChunkRef::kNone;
        if (ref == HeadChunkRef::kNone) {
            extra.unwritten.push_back(std::move(*extra.outOfOrder));
        }
        *extra.outOfOrder = OutOfOrderChunk();
    }
    return extra.outOfOrder->insert(time, value);
}

template bool Head::insertOutOfOrder(SeriesId id, model::TimestampMs time, const double& value);
template bool Head::insertOutOfOrder(SeriesId id, model::TimestampMs time, const model::HistogramValue& value);

Result<Head::OutOfOrderCut> Head::cutOutOfOrder() {
    const std::lock_guard maintenance(m_maintenance);
    OutOfOrderCut cut;
    if (m_chunkFiles == nullptr || !m_chunkFilesAreWritable) {
        return cut;
    }
    model::TimeRange range{kNoTime, kLowestTime};
    StripeWalk stripes(*this);
    for (SeriesId id = 0; id < m_table.end(); ++id) {
        stripes.enter(id);
        auto* const extra = m_table[id].extra(m_memory);
        if (extra == nullptr || !extra->hasOutOfOrder()) {
            continue;
        }
        if (!writeAllOutOfOrder(id, *extra)) {
            return fail(ErrorCode::kIo, "out-of-order samples cannot be written to head chunk files");
        }
        for (const auto& chunk : extra->outOfOrderChunks) {
            cut.last = std::max(cut.last, chunk.ref);
            range.begin = std::min(range.begin, chunk.range.begin);
            range.end = std::max(range.end, chunk.range.end);
        }
    }
    stripes.leave();
    if (range.begin <= range.end) {
        cut.range = range;
    }
    HEARTH_TRY(m_chunkFiles->flush());
    return cut;
}

Result<std::optional<model::TimestampMs>> Head::firstOutOfOrder(model::TimestampMs from) {
    std::optional<model::TimestampMs> first;
    const auto note = [&first](model::TimestampMs time) { first = std::min(first.value_or(time), time); };
    std::vector<HeadChunkRef> across;
    {
        const std::lock_guard maintenance(m_maintenance);
        StripeWalk stripes(*this);
        for (SeriesId id = 0; id < m_table.end(); ++id) {
            stripes.enter(id);
            const auto* const extra = m_table[id].extra(m_memory);
            if (extra == nullptr) {
                continue;
            }
            for (const auto& chunk : extra->outOfOrderChunks) {
                if (chunk.range.begin >= from) {
                    note(chunk.range.begin);
                } else if (chunk.range.end >= from) {
                    across.push_back(chunk.ref);
                }
            }
        }
    }
    for (const auto ref : across) {
        const auto payload = HEARTH_TRY(m_chunkFiles->read(ref));
        model::Columns samples;
        HEARTH_TRY(chunks::decode(payload.encoding(), payload.bytes(), samples));
        if (const auto at = std::ranges::lower_bound(samples.times, from); at != samples.times.end()) {
            note(*at);
        }
        const auto at = std::ranges::lower_bound(samples.histograms, from, {}, &model::HistogramSample::time);
        if (at != samples.histograms.end()) {
            note(at->time);
        }
    }
    return first;
}

void Head::dropOutOfOrder(HeadChunkRef last) {
    const std::lock_guard maintenance(m_maintenance);
    m_outOfOrderDrop = {last, m_isolation.lastView()};
}

HeadChunkRef Head::outOfOrderToDrop() const {
    return m_isolation.allClosedUpTo(m_outOfOrderDrop.view) ? m_outOfOrderDrop.last : HeadChunkRef::kNone;
}

} // namespace hearth::tsdb
