// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/record_coding.h"
#include "tsdb/wal/records.h"

namespace hearth::tsdb::wal {
namespace {

constexpr std::size_t kMaxSampleBytes = 2 * kMaxVarintBytes + sizeof(double);
constexpr std::size_t kMinSampleBytes = 2 + sizeof(double);

/// Decodes as long as a whole sample surely fits into what is left, without looking at the end for every byte.
/// Null where a number makes no sense.
const char* decodeFast(const char* at, const char* end, const storage::RefSample& base,
                       std::vector<storage::RefSample>& out) {
    while (end - at >= static_cast<std::ptrdiff_t>(kMaxSampleBytes)) {
        std::int64_t ref = 0;
        std::int64_t time = 0;
        at = loadVarint(at, ref);
        if (at == nullptr) {
            return nullptr;
        }
        at = loadVarint(at, time);
        if (at == nullptr) {
            return nullptr;
        }
        out.push_back({refSum(base.ref, ref), timeSum(base.time, time), loadFloat(at)});
        at += sizeof(double);
    }
    return at;
}

Result<void> decodeV1(ByteReader reader, std::string_view record, std::vector<storage::RefSample>& out) {
    storage::RefSample base;
    base.ref = reader.u64();
    base.time = reader.i64();
    if (!reader.ok()) {
        return damagedRecord("samples");
    }
    out.reserve(out.size() + reader.remaining() / kMinSampleBytes);
    const auto* const end = record.data() + record.size();
    const auto* const at = decodeFast(record.data() + reader.position(), end, base, out);
    if (at == nullptr) {
        return damagedRecord("samples");
    }
    ByteReader tail({at, end});
    while (!tail.atEnd()) {
        const auto ref = refSum(base.ref, tail.varint());
        const auto time = timeSum(base.time, tail.varint());
        const auto value = tail.f64();
        if (!tail.ok()) {
            return damagedRecord("samples");
        }
        out.push_back({ref, time, value});
    }
    return {};
}

Result<void> decodeV2(ByteReader reader, std::vector<storage::RefSample>& out,
                      std::vector<model::TimestampMs>* starts) {
    storage::RefSample sample;
    sample.ref = static_cast<std::uint64_t>(reader.varint());
    const auto firstTime = sample.time = reader.varint();
    StartTimes start;
    start.readFirst(reader);
    sample.value = reader.f64();
    while (reader.ok()) {
        out.push_back(sample);
        if (starts != nullptr) {
            starts->push_back(start.current());
        }
        if (reader.atEnd()) {
            return {};
        }
        sample.ref = refSum(sample.ref, reader.varint());
        sample.time = timeSum(firstTime, reader.varint());
        start.readNext(reader);
        sample.value = reader.f64();
    }
    return damagedRecord("samples");
}

} // namespace

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
        at = putVarint(at, timeDifference(sample.time, base.time));
        at = putFloat(at, sample.value);
    }
    record.resize(static_cast<std::size_t>(at - record.data()));
}

void encodeSamplesV2(std::string& record, std::span<const storage::RefSample> samples,
                     std::span<const model::TimestampMs> starts) {
    ByteWriter writer(record);
    writer.u8(static_cast<std::uint8_t>(RecordType::kSamplesV2));
    StartTimes start;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto& sample = samples[i];
        const auto startTime = starts.empty() ? 0 : starts[i];
        if (i == 0) {
            writer.varint(static_cast<std::int64_t>(sample.ref));
            writer.varint(sample.time);
            start.writeFirst(writer, startTime);
        } else {
            writer.varint(difference(sample.ref, samples[i - 1].ref));
            writer.varint(timeDifference(sample.time, samples.front().time));
            start.writeNext(writer, startTime);
        }
        writer.f64(sample.value);
    }
}

Result<void> decodeSamples(std::string_view record, std::vector<storage::RefSample>& out,
                           std::vector<model::TimestampMs>* starts) {
    ByteReader reader(record);
    const auto type = static_cast<RecordType>(reader.u8());
    if (reader.atEnd()) {
        return {};
    }
    if (type == RecordType::kSamplesV2) {
        return decodeV2(reader, out, starts);
    }
    const auto result = decodeV1(reader, record, out);
    if (starts != nullptr) {
        starts->resize(out.size(), 0);
    }
    return result;
}

} // namespace hearth::tsdb::wal
