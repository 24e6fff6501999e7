// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/tombstones.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "base/byte_io.h"
#include "base/hash.h"

namespace hearth::tsdb {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHeaderBytes = 5;
constexpr std::size_t kCrcBytes = 4;

std::unexpected<Error> damagedAt(std::size_t offset, std::string_view what) {
    return fail(ErrorCode::kCorruption, fmt::format("tombstones: offset {}: {}", offset, what));
}

std::uint32_t crcOf(std::string_view bytes) {
    return crc32c(std::as_bytes(std::span(bytes)));
}

/// The time after `time`; the last one has none.
model::TimestampMs after(model::TimestampMs time) {
    return time == std::numeric_limits<model::TimestampMs>::max() ? time : time + 1;
}

} // namespace

void addDeleted(DeletedTimes& times, model::TimeRange range) {
    if (range.begin > range.end) {
        return;
    }
    // Those that overlap the range or touch it: [first, last).
    const auto first =
        std::ranges::partition_point(times, [&](const auto& time) { return after(time.end) < range.begin; });
    const auto last =
        std::partition_point(first, times.end(), [&](const auto& time) { return time.begin <= after(range.end); });
    if (first != last) {
        range.begin = std::min(range.begin, first->begin);
        range.end = std::max(range.end, std::prev(last)->end);
    }
    times.insert(times.erase(first, last), range);
}

bool isDeleted(std::span<const model::TimeRange> times, model::TimeRange range) {
    return std::ranges::any_of(times,
                               [&](const auto& time) { return time.begin <= range.begin && time.end >= range.end; });
}

std::span<const model::TimeRange> Tombstones::of(std::uint64_t series) const {
    const auto found = m_series.find(series);
    return found == m_series.end() ? std::span<const model::TimeRange>() : found->second;
}

std::uint64_t Tombstones::count() const {
    std::uint64_t count = 0;
    for (const auto& [series, times] : m_series) {
        count += times.size();
    }
    return count;
}

Result<Tombstones> parseTombstones(std::string_view file) {
    if (file.size() < kHeaderBytes + kCrcBytes) {
        return damagedAt(file.size(), "the file ends too early");
    }
    ByteReader head(file);
    if (const auto magic = head.u32(); magic != kTombstonesMagic) {
        return damagedAt(0, fmt::format("{:08x} is not what tombstones begin with", magic));
    }
    if (const auto version = head.u8(); version != kVersion) {
        return fail(ErrorCode::kUnsupported, fmt::format("tombstones: version {} is not known", version));
    }
    const auto entries = file.substr(kHeaderBytes, file.size() - kHeaderBytes - kCrcBytes);
    if (ByteReader(file.substr(kHeaderBytes + entries.size())).u32() != crcOf(entries)) {
        return damagedAt(kHeaderBytes, "the entries do not match their checksum");
    }
    struct Entry {
        std::uint64_t series = 0;
        model::TimeRange range;
    };
    std::vector<Entry> sorted; // so that each is added behind the last
    ByteReader reader(entries);
    while (!reader.atEnd()) {
        const auto offset = kHeaderBytes + reader.position();
        const auto series = reader.uvarint();
        const auto begin = reader.varint();
        const auto end = reader.varint();
        if (!reader.ok()) {
            return damagedAt(offset, "an entry makes no sense");
        }
        sorted.push_back({series, {begin, end}});
    }
    std::ranges::sort(sorted, {}, [](const Entry& entry) { return std::pair(entry.series, entry.range.begin); });
    Tombstones tombstones;
    for (const auto& entry : sorted) {
        tombstones.add(entry.series, entry.range);
    }
    return tombstones;
}

std::string printTombstones(const Tombstones& tombstones) {
    std::string file;
    ByteWriter writer(file);
    writer.u32(kTombstonesMagic);
    writer.u8(kVersion);
    for (const auto& [series, times] : tombstones.series()) {
        for (const auto& time : times) {
            writer.uvarint(series);
            writer.varint(time.begin);
            writer.varint(time.end);
        }
    }
    writer.u32(crcOf(std::string_view(file).substr(kHeaderBytes)));
    return file;
}

} // namespace hearth::tsdb
