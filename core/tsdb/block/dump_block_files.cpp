// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/dump_block_files.h"

#include <fmt/format.h>

#include "base/byte_io.h"
#include "base/text.h"
#include "chunks/decode.h"
#include "tsdb/block/block_meta.h"
#include "tsdb/block/chunk_files.h"
#include "tsdb/block/tombstones.h"
#include "tsdb/wal/dump_segment.h"

namespace hearth::tsdb {
namespace {

std::string_view textOf(std::span<const std::byte> file) {
    return {reinterpret_cast<const char*>(file.data()), file.size()};
}

void printSamples(const model::Columns& samples, const LineSink& line) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
        line(fmt::format("  t {} v {}", samples.times[i], wal::floatText(samples.values[i])));
    }
    for (const auto& histogram : samples.histograms) {
        line(fmt::format("  t {} {}", histogram.time, wal::toStoredText(histogram.value)));
    }
}

} // namespace

Result<void> printChunkFile(std::span<const std::byte> file, const LineSink& line) {
    HEARTH_TRY(checkChunkFileHeader(textOf(file)));
    for (auto offset = kChunkFileHeaderBytes; offset < file.size();) {
        const auto chunk = HEARTH_TRY(readChunk(textOf(file), offset));
        model::Columns samples;
        const auto decoded = chunks::decode(chunk.encoding, chunk.payload, samples);
        line(fmt::format("@{} {}, {} samples, {} bytes", offset, chunks::encodingName(chunk.encoding),
                         samples.size() + samples.histograms.size(), chunk.payload.size()));
        printSamples(samples, line);
        if (!decoded) {
            line("  " + decoded.error().message());
        }
        offset += chunk.bytes;
    }
    return {};
}

Result<void> printTombstonesFile(std::span<const std::byte> file, const LineSink& line) {
    const auto tombstones = HEARTH_TRY(parseTombstones(textOf(file)));
    line(fmt::format("tombstones, {} intervals", tombstones.count()));
    for (const auto& [series, times] : tombstones.series()) {
        for (const auto& time : times) {
            line(fmt::format("series {} from {} to {}", series, time.begin, time.end));
        }
    }
    return {};
}

Result<void> printMetaFile(std::span<const std::byte> file, const LineSink& line) {
    const auto text = printBlockMeta(HEARTH_TRY(parseBlockMeta(textOf(file))));
    for (const auto part : split(text, '\n')) {
        line(part);
    }
    return {};
}

FilePrinter printerOfBlockFile(std::span<const std::byte> file) {
    if (trim(textOf(file).substr(0, 64)).starts_with('{')) {
        return printMetaFile;
    }
    switch (ByteReader(textOf(file)).u32()) {
    case index::kMagic:
        return printIndex;
    case kChunkFileMagic:
        return printChunkFile;
    case kTombstonesMagic:
        return printTombstonesFile;
    default:
        return nullptr;
    }
}

} // namespace hearth::tsdb
