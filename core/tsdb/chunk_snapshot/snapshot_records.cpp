// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/chunk_snapshot/snapshot_records.h"

#include "base/byte_io.h"
#include "tsdb/wal/record_coding.h"

namespace hearth::tsdb::snapshot {
namespace {

constexpr std::uint8_t kTombstonesVersion = 1;
/// Prometheus once kept the last four samples beside the chunk; now only the last value counts.
constexpr int kUnusedSamples = 3;

bool holdsFloats(chunks::Encoding encoding) {
    return encoding == chunks::Encoding::kXor || encoding == chunks::Encoding::kXor2;
}

bool holdsFloatHistograms(chunks::Encoding encoding) {
    return encoding == chunks::Encoding::kFloatHistogram || encoding == chunks::Encoding::kFloatHistogramSt;
}

void writeChunk(std::string& record, const SnapshotChunk& chunk) {
    ByteWriter writer(record);
    writer.i64(chunk.begin);
    writer.i64(chunk.end);
    writer.u8(static_cast<std::uint8_t>(chunk.encoding));
    writer.string(chunk.payload);
    if (chunk.lastHistogram) {
        wal::encodeHistogram(record, *chunk.lastHistogram);
        return;
    }
    for (int i = 0; i < kUnusedSamples; ++i) {
        writer.i64(0);
        writer.f64(0);
    }
    writer.i64(0);
    writer.f64(chunk.lastValue);
}

/// `rest` are the bytes behind the flag that says that there is a chunk.
Result<SnapshotChunk> readChunk(std::string_view rest) {
    ByteReader reader(rest);
    SnapshotChunk chunk;
    chunk.begin = reader.i64();
    chunk.end = reader.i64();
    chunk.encoding = HEARTH_TRY(chunks::encodingFrom(reader.u8()));
    chunk.payload = reader.string();
    if (!reader.ok() || chunk.payload.size() < chunks::kCountBytes || chunk.begin > chunk.end) {
        return wal::damagedRecord("snapshot series");
    }
    if (holdsFloats(chunk.encoding)) {
        reader.bytes(kUnusedSamples * 2 * sizeof(std::uint64_t));
        reader.i64();
        chunk.lastValue = reader.f64();
        return reader.ok() ? Result<SnapshotChunk>(chunk) : wal::damagedRecord("snapshot series");
    }
    rest.remove_prefix(reader.position());
    chunk.lastHistogram = HEARTH_TRY(wal::decodeHistogram(rest, holdsFloatHistograms(chunk.encoding)));
    return chunk;
}

} // namespace

void encodeSeries(std::string& record, const SnapshotSeries& series) {
    ByteWriter writer(record);
    writer.u8(static_cast<std::uint8_t>(RecordType::kSeries));
    wal::appendSeries(record, series.series);
    writer.i64(0); // once the chunk range
    writer.uvarint(series.chunk ? 1 : 0);
    if (series.chunk) {
        writeChunk(record, *series.chunk);
    }
}

Result<SnapshotSeries> decodeSeries(std::string_view record) {
    ByteReader reader(record);
    reader.u8();
    SnapshotSeries out;
    out.series.ref = reader.u64();
    const auto count = reader.uvarint();
    if (count > wal::kMaxLabelsPerSeries) {
        return wal::damagedRecord("snapshot series");
    }
    const auto begin = reader.position();
    out.series.canonical = wal::readPairs(reader, count);
    const auto end = reader.position();
    reader.i64();
    const auto hasChunk = reader.uvarint();
    if (!reader.ok()) {
        return wal::damagedRecord("snapshot series");
    }
    out.series.labels = record.substr(begin, end - begin);
    if (hasChunk != 0) {
        out.chunk = HEARTH_TRY(readChunk(record.substr(reader.position())));
    }
    return out;
}

void encodeTombstones(std::string& record, std::span<const wal::TombstoneEntry> tombstones) {
    std::string entries;
    ByteWriter inner(entries);
    inner.u8(kTombstonesVersion);
    for (const auto& tombstone : tombstones) {
        inner.uvarint(tombstone.ref);
        inner.varint(tombstone.range.begin);
        inner.varint(tombstone.range.end);
    }
    ByteWriter writer(record);
    writer.u8(static_cast<std::uint8_t>(RecordType::kTombstones));
    writer.string(entries);
}

Result<void> decodeTombstones(std::string_view record, std::vector<wal::TombstoneEntry>& out) {
    ByteReader outer(record);
    outer.u8();
    ByteReader reader(outer.string());
    const auto version = reader.u8();
    if (!outer.ok() || !reader.ok() || version != kTombstonesVersion) {
        return wal::damagedRecord("snapshot tombstone");
    }
    while (!reader.atEnd()) {
        wal::TombstoneEntry entry;
        entry.ref = reader.uvarint();
        entry.range.begin = reader.varint();
        entry.range.end = reader.varint();
        if (!reader.ok()) {
            return wal::damagedRecord("snapshot tombstone");
        }
        out.push_back(entry);
    }
    return {};
}

void encodeExemplars(std::string& record, std::span<const wal::ExemplarEntry> exemplars) {
    const auto begin = record.size();
    wal::encodeExemplars(record, exemplars);
    record[begin] = static_cast<char>(RecordType::kExemplars); // the same layout, under another number
}

Result<void> decodeExemplars(std::string_view record, std::vector<wal::ExemplarEntry>& out) {
    return wal::decodeExemplars(record, out);
}

} // namespace hearth::tsdb::snapshot
