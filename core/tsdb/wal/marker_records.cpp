// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/record_coding.h"
#include "tsdb/wal/records.h"

namespace hearth::tsdb::wal {

void encodeTombstones(std::string& record, std::span<const TombstoneEntry> tombstones) {
    ByteWriter writer(record);
    writer.u8(static_cast<std::uint8_t>(RecordType::kTombstones));
    for (const auto& tombstone : tombstones) {
        writer.u64(tombstone.ref);
        writer.varint(tombstone.range.begin);
        writer.varint(tombstone.range.end);
    }
}

Result<void> decodeTombstones(std::string_view record, std::vector<TombstoneEntry>& out) {
    ByteReader reader(record);
    reader.u8();
    while (!reader.atEnd()) {
        TombstoneEntry entry;
        entry.ref = reader.u64();
        entry.range.begin = reader.varint();
        entry.range.end = reader.varint();
        if (!reader.ok()) {
            break;
        }
        out.push_back(entry);
    }
    return reader.ok() ? Result<void>() : damagedRecord("tombstone");
}

void encodeMmapMarkers(std::string& record, std::span<const MmapMarker> markers) {
    ByteWriter writer(record);
    writer.u8(static_cast<std::uint8_t>(RecordType::kMmapMarkers));
    for (const auto& marker : markers) {
        writer.u64(marker.ref);
        writer.u64(marker.chunk);
    }
}

Result<void> decodeMmapMarkers(std::string_view record, std::vector<MmapMarker>& out) {
    ByteReader reader(record);
    reader.u8();
    while (!reader.atEnd()) {
        MmapMarker entry;
        entry.ref = reader.u64();
        entry.chunk = reader.u64();
        if (!reader.ok()) {
            break;
        }
        out.push_back(entry);
    }
    return reader.ok() ? Result<void>() : damagedRecord("marker");
}

} // namespace hearth::tsdb::wal
