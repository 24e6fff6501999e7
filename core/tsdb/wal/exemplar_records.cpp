// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/record_coding.h"
#include "tsdb/wal/records.h"

namespace hearth::tsdb::wal {

void encodeExemplars(std::string& record, std::span<const ExemplarEntry> exemplars) {
    ByteWriter writer(record);
    writer.u8(static_cast<std::uint8_t>(RecordType::kExemplars));
    const auto& base = exemplars.front();
    writer.u64(base.ref);
    writer.i64(base.time);
    for (const auto& exemplar : exemplars) {
        writer.varint(difference(exemplar.ref, base.ref));
        writer.varint(timeDifference(exemplar.time, base.time));
        writer.f64(exemplar.value);
        writePairs(writer, exemplar.labels);
    }
}

Result<void> decodeExemplars(std::string_view record, std::vector<ExemplarEntry>& out) {
    ByteReader reader(record);
    reader.u8();
    if (reader.atEnd()) {
        return {};
    }
    const auto baseRef = reader.u64();
    const auto baseTime = reader.i64();
    while (reader.ok() && !reader.atEnd()) {
        ExemplarEntry entry;
        entry.ref = refSum(baseRef, reader.varint());
        entry.time = timeSum(baseTime, reader.varint());
        entry.value = reader.f64();
        const auto count = reader.uvarint();
        if (count > kMaxLabelsPerSeries) {
            return damagedRecord("exemplar");
        }
        const auto begin = reader.position();
        entry.canonical = readPairs(reader, count);
        if (!reader.ok()) {
            break;
        }
        entry.labels = record.substr(begin, reader.position() - begin);
        out.push_back(entry);
    }
    return reader.ok() ? Result<void>() : damagedRecord("exemplar");
}

} // namespace hearth::tsdb::wal
