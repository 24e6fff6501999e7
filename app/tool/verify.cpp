// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/verify.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <vector>

#include "chunks/decode.h"
#include "tsdb/chunk_snapshot/chunk_snapshot.h"
#include "tsdb/head_chunks/chunk_reader.h"

namespace hearth::app::tool {
namespace {

constexpr std::string_view kHeadChunksDirectory = "chunks_head";
constexpr std::string_view kSnapshotPrefix = "chunk_snapshot.";

/// Reports what is wrong within a chunk whose checksum is right.
void verifyChunk(const tsdb::head_chunks::ParsedChunk& chunk, VerifyReport& report) {
    const auto& entry = chunk.entry;
    const auto summary = chunks::summarize(entry.encoding, chunk.payload);
    Loss one;
    one.addChunk(entry.series, {entry.begin, entry.end}, entry.samples);
    if (!summary) {
        report.damage(fmt::format("a chunk of series {}: {}", entry.series, summary.error().message()));
        report.cost(one.toText());
    } else if (!summary->ascending || summary->first != entry.begin || summary->last != entry.end) {
        report.damage(fmt::format("a chunk of series {} says {} to {} but holds samples from {} to {}{}", entry.series,
                                  entry.begin, entry.end, summary->first, summary->last,
                                  summary->ascending ? "" : " in no order of time"));
        report.cost(one.toText());
    }
}

void note(const tsdb::HeadChunkEntry& entry, VerifiedRefs& refs) {
    refs.lastChunk = static_cast<std::uint64_t>(entry.ref);
    refs.firstChunk = refs.firstChunk == 0 ? refs.lastChunk : refs.firstChunk;
    if (entry.outOfOrder) {
        refs.lateChunks.emplace(refs.lastChunk, entry.series);
    }
}

Result<void> verifyHeadChunkFile(Context& context, const std::string& path, std::string_view name, bool isLast,
                                 VerifiedRefs& refs, VerifyReport& report) {
    const auto file = HEARTH_TRY(context.files.map(path));
    std::uint32_t number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    tsdb::head_chunks::FileReader reader(file->bytes(), number);
    Loss content;
    std::vector<tsdb::head_chunks::ParsedChunk> chunks;
    auto state = reader.next();
    for (; state == tsdb::head_chunks::ChunkState::kWhole; state = reader.next()) {
        chunks.push_back(reader.chunk());
        note(chunks.back().entry, refs);
        content.addChunk(chunks.back().entry.series, {chunks.back().entry.begin, chunks.back().entry.end},
                         chunks.back().entry.samples);
    }
    report.part(fmt::format("{}/{}", kHeadChunksDirectory, name),
                fmt::format("{} chunks, {}", chunks.size(), content.toText()));
    for (const auto& chunk : chunks) {
        verifyChunk(chunk, report);
    }
    if (state == tsdb::head_chunks::ChunkState::kTorn && isLast) {
        report.note(
            fmt::format("ends within a chunk at offset {}, as after a kill or a power cut", reader.goodBytes()));
    } else if (state != tsdb::head_chunks::ChunkState::kEnd) {
        report.damage(reader.reason().empty() ? fmt::format("ends within a chunk at offset {}", reader.goodBytes())
                                              : reader.reason());
        report.cost(fmt::format("the chunks in its {} other bytes and those in later files; their samples may still be "
                                "in the write-ahead log",
                                file->bytes().size() - reader.goodBytes()));
    }
    return {};
}

} // namespace

Result<void> verifyHeadChunks(Context& context, const std::string& directory, VerifiedRefs& refs,
                              VerifyReport& report) {
    const auto path = fmt::format("{}/{}", directory, kHeadChunksDirectory);
    if (!context.files.isDirectory(path)) {
        return {};
    }
    auto names = HEARTH_TRY(context.files.list(path));
    std::erase_if(names, [](const std::string& name) {
        return !std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
    });
    for (const auto& name : names) {
        HEARTH_TRY(verifyHeadChunkFile(context, path + "/" + name, name, &name == &names.back(), refs, report));
    }
    return {};
}

Result<void> verifySnapshots(Context& context, const std::string& directory, VerifyReport& report) {
    for (const auto& name : HEARTH_TRY(context.files.list(directory))) {
        if (!name.starts_with(kSnapshotPrefix)) {
            continue;
        }
        if (name.ends_with(".tmp")) {
            report.part(name, "an unfinished snapshot, which the next start removes");
            continue;
        }
        std::uint64_t series = 0;
        tsdb::SnapshotVisitor visitor;
        visitor.series = [&series](const auto&) {
            ++series;
            return Result<void>();
        };
        visitor.tombstones = [](auto) { return Result<void>(); };
        visitor.exemplars = [](auto) { return Result<void>(); };
        const auto read = tsdb::readSnapshot(context.files, directory + "/" + name, visitor);
        report.part(name, fmt::format("{} series", series));
        if (!read) {
            report.damage(read.error().message());
            report.cost("nothing: the write-ahead log is read in its place");
        }
    }
    return {};
}

Result<std::size_t> verify(Context& context, const std::string& directory) {
    if (!context.files.isDirectory(directory)) {
        return fail(ErrorCode::kNotFound, fmt::format("there is no directory {}", directory));
    }
    VerifyReport report(context.out);
    HEARTH_TRY(verifyBlocks(context, directory, report));
    VerifiedRefs refs;
    HEARTH_TRY(verifyHeadChunks(context, directory, refs, report));
    HEARTH_TRY(verifyLog(context, directory, "wal", refs, report));
    HEARTH_TRY(verifyLog(context, directory, "wbl", refs, report));
    HEARTH_TRY(verifySnapshots(context, directory, report));
    report.summary();
    return report.damages();
}

} // namespace hearth::app::tool
