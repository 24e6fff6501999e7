// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/records.h"

#include <algorithm>
#include <fmt/format.h>

#include "tsdb/wal/record_coding.h"

namespace hearth::tsdb::wal {
namespace {

constexpr std::string_view kUnitField = "UNIT";
constexpr std::string_view kHelpField = "HELP";
constexpr std::size_t kMaxMetadataFields = 64;

model::MetricType metricTypeFrom(std::uint8_t number) {
    // A number from a newer version says no more than "unknown".
    constexpr auto kMost = static_cast<std::uint8_t>(model::MetricType::kStateset);
    return number > kMost ? model::MetricType::kUnknown : static_cast<model::MetricType>(number);
}

} // namespace

std::string segmentName(std::uint32_t index) {
    return fmt::format("{:08}", index);
}

model::Labels labelsOf(const SeriesEntry& entry) {
    return toLabels(entry.labels, entry.canonical);
}

model::Labels labelsOf(const ExemplarEntry& entry) {
    return toLabels(entry.labels, entry.canonical);
}

void beginSeries(std::string& record) {
    ByteWriter(record).u8(static_cast<std::uint8_t>(RecordType::kSeries));
}

void appendSeries(std::string& record, const SeriesEntry& entry) {
    ByteWriter writer(record);
    writer.u64(entry.ref);
    writePairs(writer, entry.labels);
}

Result<void> decodeSeries(std::string_view record, std::vector<SeriesEntry>& out) {
    ByteReader reader(record);
    reader.u8();
    while (reader.ok() && !reader.atEnd()) {
        SeriesEntry entry;
        entry.ref = reader.u64();
        const auto count = reader.uvarint();
        if (count > kMaxLabelsPerSeries) {
            return damagedRecord("series");
        }
        const auto begin = reader.position();
        entry.canonical = readPairs(reader, count);
        if (!reader.ok()) {
            break;
        }
        entry.labels = record.substr(begin, reader.position() - begin);
        out.push_back(entry);
    }
    return reader.ok() ? Result<void>() : damagedRecord("series");
}

void beginMetadata(std::string& record) {
    ByteWriter(record).u8(static_cast<std::uint8_t>(RecordType::kMetadata));
}

void appendMetadata(std::string& record, std::uint64_t ref, const model::Metadata& metadata) {
    ByteWriter writer(record);
    writer.uvarint(ref);
    writer.u8(static_cast<std::uint8_t>(metadata.type));
    writer.uvarint(2);
    writer.string(kUnitField);
    writer.string(metadata.unit);
    writer.string(kHelpField);
    writer.string(metadata.help);
}

Result<void> decodeMetadata(std::string_view record, std::vector<MetadataEntry>& out) {
    ByteReader reader(record);
    reader.u8();
    while (reader.ok() && !reader.atEnd()) {
        MetadataEntry entry;
        entry.ref = reader.uvarint();
        entry.metadata.type = metricTypeFrom(reader.u8());
        const auto fields = reader.uvarint();
        if (fields > kMaxMetadataFields) {
            return damagedRecord("metadata");
        }
        for (std::uint64_t i = 0; i < fields && reader.ok(); ++i) {
            const auto name = reader.string();
            const auto value = reader.string();
            if (name == kUnitField) {
                entry.metadata.unit = value;
            } else if (name == kHelpField) {
                entry.metadata.help = value;
            }
        }
        if (!reader.ok()) {
            break;
        }
        out.push_back(std::move(entry));
    }
    return reader.ok() ? Result<void>() : damagedRecord("metadata");
}

} // namespace hearth::tsdb::wal
