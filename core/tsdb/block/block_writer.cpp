// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/block_writer.h"

#include <fmt/format.h>

#include "chunks/decode.h"
#include "tsdb/block/chunk_files.h"
#include "tsdb/block/tombstones.h"
#include "tsdb/index/index_writer.h"

namespace hearth::tsdb {
namespace {

constexpr std::string_view kTemporarySuffix = ".tmp-for-creation";

bool holdsFloats(chunks::Encoding encoding) {
    return encoding == chunks::Encoding::kXor || encoding == chunks::Encoding::kXor2;
}

class DirectoryWriter final : public BlockWriter {
  public:
    DirectoryWriter(FileSystem& files, const std::string& dataDirectory, const Ulid& ulid, BlockWriterOptions options)
        : m_files(files)
        , m_dataDirectory(dataDirectory)
        , m_ulid(ulid)
        , m_options(options)
        , m_temporary(path(kTemporarySuffix))
        , m_chunks(files, m_temporary + "/chunks", options.maxChunkFileBytes) {}
    ~DirectoryWriter() override {
        if (!m_finished) {
            (void)m_files.removeAll(m_temporary); // what stays is removed at the next start
        }
    }

    Result<void> begin() {
        HEARTH_TRY(m_files.removeAll(m_temporary));
        HEARTH_TRY(m_files.createDirectories(m_temporary + "/chunks"));
        m_index =
            HEARTH_TRY(index::IndexWriter::create(m_files, m_temporary + "/index", m_options.maxPostingsInMemory));
        return {};
    }

    Result<void> addSymbol(std::string_view symbol) override { return m_index->addSymbol(symbol); }

    Result<void> addSeries(const model::Labels& labels, std::span<const ChunkView> chunks) override {
        for (const auto& chunk : chunks) {
            HEARTH_TRY(count(chunk));
        }
        HEARTH_TRY(m_chunks.append(chunks, m_metas));
        HEARTH_TRY(m_index->addSeries(labels, m_metas));
        ++m_stats.series;
        m_stats.chunks += chunks.size();
        return {};
    }

    const BlockStats& stats() const override { return m_stats; }

    Result<BlockMeta> finish(BlockMeta meta) override {
        meta.ulid = m_ulid;
        meta.stats = m_stats;
        meta.version = kMetaVersion;
        HEARTH_TRY(m_chunks.finish());
        HEARTH_TRY(m_index->finish());
        HEARTH_TRY(write("tombstones", printTombstones({})));
        HEARTH_TRY(write("meta.json", printBlockMeta(meta)));
        HEARTH_TRY(m_files.syncDirectory(m_temporary + "/chunks"));
        HEARTH_TRY(m_files.syncDirectory(m_temporary));
        HEARTH_TRY(m_files.rename(m_temporary, path("")));
        m_finished = true;
        HEARTH_TRY(m_files.syncDirectory(m_dataDirectory));
        return meta;
    }

  private:
    std::string path(std::string_view suffix) const {
        return fmt::format("{}/{}{}", m_dataDirectory, m_ulid.toString(), suffix);
    }

    Result<void> count(const ChunkView& chunk) {
        const auto samples = HEARTH_TRY(chunks::sampleCount(chunk.encoding, chunk.payload));
        m_stats.samples += samples;
        (holdsFloats(chunk.encoding) ? m_stats.floatSamples : m_stats.histogramSamples) += samples;
        return {};
    }

    Result<void> write(std::string_view name, std::string_view contents) {
        auto out = HEARTH_TRY(index::OutputFile::create(m_files, fmt::format("{}/{}", m_temporary, name)));
        HEARTH_TRY(out.write(contents));
        return out.sync();
    }

    FileSystem& m_files;
    const std::string m_dataDirectory;
    const Ulid m_ulid;
    const BlockWriterOptions m_options;
    const std::string m_temporary;
    ChunkFileWriter m_chunks;
    std::unique_ptr<index::IndexWriter> m_index;
    std::vector<index::ChunkMeta> m_metas;
    BlockStats m_stats;
    bool m_finished = false;
};

} // namespace

Result<std::unique_ptr<BlockWriter>> BlockWriter::create(FileSystem& files, const std::string& dataDirectory,
                                                         const Ulid& ulid, BlockWriterOptions options) {
    auto writer = std::make_unique<DirectoryWriter>(files, dataDirectory, ulid, options);
    HEARTH_TRY(writer->begin());
    return writer;
}

} // namespace hearth::tsdb
