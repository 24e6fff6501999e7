// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsdb/compact/recording_block_writer.h"

#include <algorithm>

#include "chunks/decode.h"

namespace hearth::tsdb::testing {
namespace {

class RecordingBlockWriter final : public BlockWriter {
  public:
    RecordingBlockWriter(Recording& recording, const Ulid& ulid)
        : m_recording(recording)
        , m_ulid(ulid) {
        ++m_recording.created;
    }
    ~RecordingBlockWriter() override { ++m_recording.destroyed; }

    Result<void> addSymbol(std::string_view symbol) override {
        m_recording.symbols.emplace_back(symbol);
        return {};
    }
    Result<void> addSeries(const model::Labels& labels, std::span<const ChunkView> chunks) override {
        if (m_recording.series.size() == m_recording.failAtSeries) {
            return fail(ErrorCode::kIo, "write: No space left on device");
        }
        auto& series = m_recording.series.emplace_back(labels);
        for (const auto& chunk : chunks) {
            series.chunks.push_back(
                {chunk, {reinterpret_cast<const char*>(chunk.payload.data()), chunk.payload.size()}});
            m_stats.samples += chunks::sampleCount(chunk.encoding, chunk.payload).value_or(0);
        }
        ++m_stats.series;
        m_stats.chunks += chunks.size();
        return {};
    }
    const BlockStats& stats() const override { return m_stats; }
    Result<BlockMeta> finish(BlockMeta meta) override {
        meta.ulid = m_ulid;
        meta.stats = m_stats;
        m_recording.meta = meta;
        return meta;
    }

  private:
    Recording& m_recording;
    const Ulid m_ulid;
    BlockStats m_stats;
};

} // namespace

SampleText Recording::samples(const model::Labels& labels) const {
    SampleText text;
    for (const auto& entry : series) {
        if (entry.labels == labels) {
            std::vector<ChunkView> chunks;
            for (const auto& chunk : entry.chunks) {
                chunks.push_back(chunk.view);
                chunks.back().payload = std::as_bytes(std::span(chunk.payload));
            }
            addText(chunks, text);
        }
    }
    return text;
}

BlockWriterFactory recordingWriters(Recording& recording) {
    return [&recording](const std::string&, const Ulid& ulid) -> Result<std::unique_ptr<BlockWriter>> {
        return std::make_unique<RecordingBlockWriter>(recording, ulid);
    };
}

} // namespace hearth::tsdb::testing
