// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head_chunks/dump_head_chunks.h"

#include <fmt/format.h>

#include "chunks/decode.h"
#include "tsdb/head_chunks/chunk_reader.h"
#include "tsdb/wal/dump_segment.h"

namespace hearth::tsdb {
namespace {

using head_chunks::ChunkState;
using Sink = std::function<void(std::string_view)>;

void printSamples(const head_chunks::ParsedChunk& chunk, const Sink& line) {
    model::Columns samples;
    if (const auto decoded = chunks::decode(chunk.entry.encoding, chunk.payload, samples); !decoded) {
        line("  " + decoded.error().message());
        return;
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        line(fmt::format("  t {} v {}", samples.times[i], wal::floatText(samples.values[i])));
    }
    for (const auto& histogram : samples.histograms) {
        line(fmt::format("  t {} {}", histogram.time, wal::toStoredText(histogram.value)));
    }
}

void printChunk(const head_chunks::ParsedChunk& chunk, const Sink& line) {
    const auto& entry = chunk.entry;
    line(fmt::format("@{} series {} from {} to {}, {}{}, {} samples, {} bytes", offsetOf(entry.ref), entry.series,
                     entry.begin, entry.end, chunks::encodingName(entry.encoding),
                     entry.outOfOrder ? " out of order" : "", entry.samples, chunk.payload.size()));
    printSamples(chunk, line);
}

} // namespace

Result<void> printHeadChunks(std::span<const std::byte> bytes, const Sink& line) {
    head_chunks::FileReader reader(bytes, 0);
    auto state = reader.next();
    for (; state == ChunkState::kWhole; state = reader.next()) {
        printChunk(reader.chunk(), line);
    }
    if (state == ChunkState::kTorn) {
        line(fmt::format("@{} the file ends within a chunk", reader.goodBytes()));
    }
    return state == ChunkState::kDamaged ? fail(ErrorCode::kCorruption, reader.reason()) : Result<void>();
}

} // namespace hearth::tsdb
