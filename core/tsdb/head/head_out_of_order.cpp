// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Head that keeps out-of-order samples.
#include <algorithm>

#include "chunks/decode.h"
#include "tsdb/head/head.h"
#include "tsdb/head/out_of_order_log.h"
#include "tsdb/head_chunks/head_chunks.h"

namespace hearth::tsdb {

/// Writes the out-of-order samples of a series to a file; returns the newest chunk, kNone where nothing could be
/// written (the samples then stay). Needs the stripe lock.
HeadChunkRef Head::writeOutOfOrder(SeriesId id, SeriesExtra& extra) {
    const auto walRef = m_table[id].walRef();
    std::vector<SeriesExtra::OutOfOrderRecord> written;
    for (const auto& chunk : extra.outOfOrder->encode(extra.outOfOrder->range())) {
        const auto payload = std::as_bytes(std::span(chunk.payload));
        const auto ref = m_chunkFiles->write(walRef, chunk.begin, chunk.end, chunk.encoding, payload, true);
        if (!ref) {
            m_log.error("Cannot write out-of-order samples to a head chunk file", {{"reason", ref.error().message()}});
            return HeadChunkRef::kNone;
        }
        const auto samples = chunks::sampleCount(chunk.encoding, payload).value_or(0);
        written.push_back({*ref, {chunk.begin, chunk.end}, chunk.encoding, static_cast<std::uint16_t>(samples)});
    }
    if (written.empty()) {
        return HeadChunkRef::kNone;
    }
    extra.outOfOrderChunks.insert(extra.outOfOrderChunks.end(), written.begin(), written.end());
    *extra.outOfOrder = OutOfOrderChunk();
    const auto last = static_cast<std::uint64_t>(written.back().ref);
    auto seen = m_lastWritten.load();
    while (seen < last && !m_lastWritten.compare_exchange_weak(seen, last)) {
    }
    addChunks(written.size());
    return written.back().ref;
}

template <class Value>
bool Head::insertOutOfOrder(SeriesId id, model::TimestampMs time, const Value& value, OutOfOrderLog* log) {
    auto& extra = m_table[id].makeExtra(m_memory);
    if (!extra.outOfOrder) {
        extra.outOfOrder = std::make_unique<OutOfOrderChunk>();
        if (log != nullptr) {
            log->mapped(m_table[id].walRef(), HeadChunkRef::kNone);
        }
    }
    if (extra.outOfOrder->full() && m_chunkFiles != nullptr) {
        const auto ref = writeOutOfOrder(id, extra);
        if (ref == HeadChunkRef::kNone) {
            return false;
        }
        if (log != nullptr) {
            log->mapped(m_table[id].walRef(), ref);
        }
    } else if (extra.outOfOrder->full()) {
        return false;
    }
    return extra.outOfOrder->insert(time, value);
}

template bool Head::insertOutOfOrder(SeriesId id, model::TimestampMs time, const double& value, OutOfOrderLog* log);
template bool Head::insertOutOfOrder(SeriesId id, model::TimestampMs time, const model::HistogramValue& value,
                                     OutOfOrderLog* log);

Result<Head::OutOfOrderCut> Head::cutOutOfOrder() {
    const std::lock_guard maintenance(m_maintenance);
    OutOfOrderCut cut;
    if (m_chunkFiles == nullptr) {
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
        if (extra->outOfOrder && !extra->outOfOrder->empty() && writeOutOfOrder(id, *extra) == HeadChunkRef::kNone) {
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

void Head::dropOutOfOrder(HeadChunkRef last) {
    const std::lock_guard maintenance(m_maintenance);
    m_outOfOrderDrop = {last, m_isolation.lastView()};
}

HeadChunkRef Head::outOfOrderToDrop() const {
    return m_isolation.allClosedUpTo(m_outOfOrderDrop.view) ? m_outOfOrderDrop.last : HeadChunkRef::kNone;
}

} // namespace hearth::tsdb
