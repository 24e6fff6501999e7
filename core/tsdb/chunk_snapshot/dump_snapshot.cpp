// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/chunk_snapshot/dump_snapshot.h"

#include <fmt/format.h>
#include <vector>

#include "tsdb/chunk_snapshot/snapshot_records.h"
#include "tsdb/wal/dump_segment.h"

namespace hearth::tsdb {
namespace {

using Sink = std::function<void(std::string_view)>;

Result<void> printSeries(std::string_view record, std::string_view place, const Sink& line) {
    const auto series = HEARTH_TRY(snapshot::decodeSeries(record));
    line(fmt::format("{} series, {} bytes", place, record.size()));
    line("  " + wal::toText(series.series));
    if (series.chunk) {
        const auto& chunk = *series.chunk;
        line(fmt::format("  chunk from {} to {}, {}, {} bytes, last {}", chunk.begin, chunk.end,
                         chunks::encodingName(chunk.encoding), chunk.payload.size(),
                         chunk.lastHistogram ? wal::toStoredText(*chunk.lastHistogram)
                                             : wal::floatText(chunk.lastValue)));
    }
    return {};
}

template <class Entry, class Decode>
Result<void> printEntries(std::string_view record, std::string_view place, std::string_view name, Decode decode,
                          const Sink& line) {
    std::vector<Entry> entries;
    HEARTH_TRY(decode(record, entries));
    line(fmt::format("{} {}, {} entries, {} bytes", place, name, entries.size(), record.size()));
    for (const auto& entry : entries) {
        line("  " + wal::toText(entry));
    }
    return {};
}

Result<void> printRecord(std::string_view record, std::string_view place, const Sink& line) {
    const auto type = record.empty() ? snapshot::RecordType{} : static_cast<snapshot::RecordType>(record.front());
    switch (type) {
    case snapshot::RecordType::kSeries:
        return printSeries(record, place, line);
    case snapshot::RecordType::kTombstones:
        return printEntries<wal::TombstoneEntry>(record, place, "tombstones", snapshot::decodeTombstones, line);
    case snapshot::RecordType::kExemplars:
        return printEntries<wal::ExemplarEntry>(record, place, "exemplars", snapshot::decodeExemplars, line);
    }
    line(fmt::format("{} record of unknown type {}, {} bytes", place, static_cast<unsigned>(type), record.size()));
    return {};
}

} // namespace

Result<void> printSnapshotSegment(std::span<const std::byte> bytes, const Sink& line) {
    return wal::printRecords(
        bytes, line, [&](std::string_view record, std::string_view place) { return printRecord(record, place, line); });
}

} // namespace hearth::tsdb
