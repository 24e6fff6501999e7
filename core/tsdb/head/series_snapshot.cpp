// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/series_snapshot.h"

#include <algorithm>

#include "chunks/decode.h"
#include "chunks/xor_decoder.h"
#include "tsdb/head/columns_edit.h"
#include "tsdb/head_chunks/head_chunks.h"

namespace hearth::tsdb {
namespace {

bool meets(model::TimeRange a, model::TimeRange b) {
    return a.begin <= b.end && a.end >= b.begin;
}

/// Walks open and closed chunks, newest first: `visit(open or closed chunk's range, visible samples, index)` until it
/// returns false.
template <class Visit>
void walkNewestFirst(const MemSeries& series, const SeriesMemory& memory, std::size_t hidden, Visit visit) {
    const auto visibleOf = [&hidden](std::size_t samples) {
        const auto left = std::min(hidden, samples);
        hidden -= left;
        return samples - left;
    };
    if (const auto open = series.open(memory); open.samples != 0) {
        if (!visit(model::TimeRange{open.begin, open.end}, visibleOf(open.samples), kNoChunk)) {
            return;
        }
    }
    for (auto index = series.newestClosed(); index != kNoChunk; index = memory.chunks[index].older) {
        const auto& chunk = memory.chunks[index];
        if (!visit(model::TimeRange{chunk.begin, chunk.end()}, visibleOf(chunk.samples), index)) {
            return;
        }
    }
}

Result<void> decodePart(const SeriesSnapshot& snapshot, const SeriesSnapshot::Part& part, const HeadChunks* files,
                        model::Columns& out) {
    if (part.ref == HeadChunkRef::kNone) {
        const auto bytes = std::as_bytes(std::span(snapshot.bytes)).subspan(part.offset, part.size);
        if (part.encoding == chunks::Encoding::kXor) {
            return chunks::decodeXor(bytes, out.times, out.values, part.samples);
        }
        return chunks::decode(part.encoding, bytes, out, part.samples);
    }
    const auto payload = HEARTH_TRY(files->read(part.ref));
    return chunks::decode(payload.encoding(), payload.bytes(), out, part.samples);
}

} // namespace

void SeriesSnapshot::clear() {
    parts.clear();
    outOfOrderParts.clear();
    outOfOrder.clear();
    deleted.clear();
    bytes.clear();
}

bool overlaps(const MemSeries& series, const SeriesMemory& memory, model::TimeRange range, std::size_t hidden) {
    bool found = false;
    walkNewestFirst(series, memory, hidden, [&](model::TimeRange chunk, std::size_t visible, ChunkIndex) {
        found = visible != 0 && meets(chunk, range);
        return !found && chunk.end >= range.begin;
    });
    return found;
}

void takeInOrder(const MemSeries& series, const SeriesMemory& memory, model::TimeRange range, std::size_t hidden,
                 SeriesSnapshot& out) {
    walkNewestFirst(series, memory, hidden, [&](model::TimeRange chunk, std::size_t visible, ChunkIndex index) {
        if (visible == 0 || !meets(chunk, range)) {
            return chunk.end >= range.begin;
        }
        SeriesSnapshot::Part part;
        part.samples = visible;
        part.range = chunk;
        part.offset = out.bytes.size();
        if (index == kNoChunk) {
            part.encoding = series.open(memory).encoding;
            series.readOpen(memory, out.bytes, visible);
        } else {
            const auto& closed = memory.chunks[index];
            part.encoding = closed.encoding;
            if (closed.mapped) {
                part.ref = closed.ref();
            } else {
                const auto payload = closed.heapPayload();
                out.bytes.append(reinterpret_cast<const char*>(payload.data()), payload.size());
            }
        }
        part.size = out.bytes.size() - part.offset;
        out.parts.push_back(part);
        return true;
    });
    std::ranges::reverse(out.parts);
}

std::optional<model::TimeRange> unwrittenRange(const SeriesExtra& extra) {
    std::optional<model::TimeRange> all;
    const auto widen = [&all](model::TimeRange range) {
        all = !all ? range : model::TimeRange{std::min(all->begin, range.begin), std::max(all->end, range.end)};
    };
    for (const auto& chunk : extra.unwritten) {
        widen(chunk.range());
    }
    if (extra.outOfOrder && !extra.outOfOrder->empty()) {
        widen(extra.outOfOrder->range());
    }
    return all;
}

bool overlaps(const SeriesExtra& extra, model::TimeRange range) {
    const auto unwritten = unwrittenRange(extra);
    return (unwritten && meets(*unwritten, range)) ||
           std::ranges::any_of(extra.outOfOrderChunks, [&](const auto& chunk) { return meets(chunk.range, range); });
}

void takeOutOfOrder(const SeriesExtra& extra, model::TimeRange range, SeriesSnapshot& out) {
    for (const auto& chunk : extra.outOfOrderChunks) {
        if (meets(chunk.range, range)) {
            SeriesSnapshot::Part part;
            part.encoding = chunk.encoding;
            part.ref = chunk.ref;
            part.samples = chunk.samples;
            part.range = chunk.range;
            out.outOfOrderParts.push_back(part);
        }
    }
    if (extra.outOfOrder && !extra.outOfOrder->empty()) {
        extra.outOfOrder->read(range, out.outOfOrder);
    }
    for (const auto& chunk : extra.unwritten) {
        model::Columns samples;
        model::Columns merged;
        chunk.read(range, samples);
        merge(samples, out.outOfOrder, merged);
        out.outOfOrder = std::move(merged);
    }
}

Result<void> decodeInOrder(const SeriesSnapshot& snapshot, const HeadChunks* files, model::TimeRange range,
                           model::Columns& out) {
    const auto start = markOf(out);
    for (const auto& part : snapshot.parts) {
        HEARTH_TRY(decodePart(snapshot, part, files, out));
    }
    trim(out, start, range);
    return {};
}

Result<void> decodeOutOfOrder(const SeriesSnapshot& snapshot, const HeadChunks* files, model::TimeRange range,
                              model::Columns& out) {
    model::Columns all = snapshot.outOfOrder;
    for (const auto& part : snapshot.outOfOrderParts) {
        model::Columns chunk;
        HEARTH_TRY(decodePart(snapshot, part, files, chunk));
        model::Columns merged;
        merge(chunk, all, merged);
        all = std::move(merged);
    }
    trim(all, {}, range);
    model::Columns nothing;
    merge(all, nothing, out);
    return {};
}

} // namespace hearth::tsdb
