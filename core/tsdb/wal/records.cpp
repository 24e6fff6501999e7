// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/records.h"

#include <bit>
#include <cstring>
#include <fmt/format.h>

#include "base/byte_io.h"

namespace hearth::tsdb::wal {
namespace {

constexpr std::string_view kUnitField = "UNIT";
constexpr std::string_view kHelpField = "HELP";
constexpr std::size_t kMaxMetadataFields = 64;
constexpr std::size_t kMaxSampleBytes = 10 + 10 + sizeof(double); // two varints and the value

std::unexpected<Error> damaged(std::string_view what) {
    return fail(ErrorCode::kCorruption, fmt::format("damaged {} record", what));
}

std::uint64_t countPairs(std::string_view labels) {
    ByteReader reader(labels);
    std::uint64_t strings = 0;
    while (!reader.atEnd()) {
        reader.string();
        ++strings;
    }
    return strings / 2;
}

/// Reads one pair after another; whether they are as a Labels buffer must be.
bool readPairs(ByteReader& reader, std::uint64_t count) {
    bool canonical = true;
    std::string_view previous;
    for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
        const auto name = reader.string();
        const auto value = reader.string();
        canonical = canonical && !value.empty() && (i == 0 ? !name.empty() : previous < name);
        previous = name;
    }
    return canonical;
}

/// A bare-pointer writer for the one record that is written a thousand times a second.
char* putVarint(char* at, std::int64_t value) {
    auto bits = (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
    for (; bits >= 0x80; bits >>= 7U) {
        *at++ = static_cast<char>(bits | 0x80U);
    }
    *at++ = static_cast<char>(bits);
    return at;
}

char* putFloat(char* at, double value) {
    auto bits = std::bit_cast<std::uint64_t>(value);
    if constexpr (std::endian::native == std::endian::little) {
        bits = __builtin_bswap64(bits);
    }
    std::memcpy(at, &bits, sizeof(bits));
    return at + sizeof(bits);
}

std::int64_t difference(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::int64_t>(a - b); // foreign numbers may wrap
}

} // namespace

std::string segmentName(std::uint32_t index) {
    return fmt::format("{:08}", index);
}

void beginSeries(std::string& record) {
    ByteWriter(record).u8(static_cast<std::uint8_t>(RecordType::kSeries));
}

void appendSeries(std::string& record, const SeriesEntry& entry) {
    ByteWriter writer(record);
    writer.u64(entry.ref);
    writer.uvarint(countPairs(entry.labels));
    writer.bytes(entry.labels);
}

void encodeSamples(std::string& record, std::span<const storage::RefSample> samples) {
    ByteWriter writer(record);
    writer.u8(static_cast<std::uint8_t>(RecordType::kSamples));
    const auto& base = samples.front();
    writer.u64(base.ref);
    writer.i64(base.time);

    const auto start = record.size();
    record.resize(start + samples.size() * kMaxSampleBytes);
    char* at = record.data() + start;
    for (const auto& sample : samples) {
        at = putVarint(at, difference(sample.ref, base.ref));
        at = putVarint(at, difference(static_cast<std::uint64_t>(sample.time), static_cast<std::uint64_t>(base.time)));
        at = putFloat(at, sample.value);
    }
    record.resize(static_cast<std::size_t>(at - record.data()));
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

Result<void> decodeSeries(std::string_view record, std::vector<SeriesEntry>& out) {
    ByteReader reader(record);
    reader.u8();
    while (reader.ok() && !reader.atEnd()) {
        SeriesEntry entry;
        entry.ref = reader.u64();
        const auto count = reader.uvarint();
        if (count > kMaxLabelsPerSeries) {
            return damaged("series");
        }
        const auto start = reader.position();
        entry.canonical = readPairs(reader, count);
        if (!reader.ok()) {
            break;
        }
        entry.labels = record.substr(start, reader.position() - start);
        out.push_back(entry);
    }
    return reader.ok() ? Result<void>() : damaged("series");
}

Result<void> decodeSamples(std::string_view record, std::vector<storage::RefSample>& out) {
    ByteReader reader(record);
    reader.u8();
    if (reader.atEnd()) {
        return {};
    }
    const auto baseRef = reader.u64();
    const auto baseTime = reader.u64();
    constexpr std::size_t kMinSampleBytes = 2 + sizeof(double);
    out.reserve(out.size() + reader.remaining() / kMinSampleBytes);
    while (!reader.atEnd()) {
        const auto ref = baseRef + static_cast<std::uint64_t>(reader.varint());
        const auto time = baseTime + static_cast<std::uint64_t>(reader.varint());
        const auto value = reader.f64();
        if (!reader.ok()) {
            break;
        }
        out.push_back({ref, static_cast<model::TimestampMs>(time), value});
    }
    return reader.ok() ? Result<void>() : damaged("samples");
}

Result<void> decodeMetadata(std::string_view record, std::vector<MetadataEntry>& out) {
    ByteReader reader(record);
    reader.u8();
    while (reader.ok() && !reader.atEnd()) {
        MetadataEntry entry;
        entry.ref = reader.uvarint();
        const auto type = reader.u8();
        const auto fields = reader.uvarint();
        if (fields > kMaxMetadataFields) {
            return damaged("metadata");
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
        // A number from a later version says no more than "unknown".
        constexpr auto kMost = static_cast<std::uint8_t>(model::MetricType::kStateset);
        entry.metadata.type = type > kMost ? model::MetricType::kUnknown : static_cast<model::MetricType>(type);
        out.push_back(std::move(entry));
    }
    return reader.ok() ? Result<void>() : damaged("metadata");
}

} // namespace hearth::tsdb::wal
