// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <functional>

#include "support/fake_file_system.h"
#include "tsdb/wal/salvage.h"

namespace {

using namespace hearth;
using namespace hearth::tsdb::wal;
using Records = std::vector<std::string>;

const std::string kDirectory = "/wal";
constexpr std::uint32_t kSegment = 3;

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// Takes every record for damaged that ends on an odd byte.
SegmentEnd read(std::span<const std::byte> segment, SalvagingReader::Hole hole, Records& taken) {
    SalvagingReader reader(segment, hole);
    std::uint64_t behind = 0;
    while (reader.next()) {
        require(reader.recordEnd() > behind && reader.recordEnd() <= segment.size());
        behind = reader.recordEnd();
        if (!reader.record().empty() && (reader.record().back() & 1) != 0) {
            reader.refuse("odd");
        } else {
            taken.emplace_back(reader.record());
        }
    }
    return std::move(reader).end();
}

void check(const SegmentEnd& end, std::size_t size, std::size_t taken) {
    require(end.goodBytes <= size && end.lostBytes <= size && end.goodBytes + end.lostBytes <= size);
    require(end.recordsBehind <= taken && end.damage.empty() == (end.damages == 0));
    require(end.damages >= end.refused.size() && std::ranges::is_sorted(end.refused));
}

void salvage(std::span<const std::byte> segment, SalvagingReader::Hole hole) {
    Records taken;
    const auto end = read(segment, hole, taken);
    check(end, segment.size(), taken.size());

    tests::FakeFileSystem files;
    const auto path = kDirectory + "/" + segmentName(kSegment);
    require(files.createDirectories(kDirectory).has_value());
    require(files.open(path, FileSystem::OpenMode::kCreateNew).value()->append(segment).has_value());
    const auto aside = salvageSegment(files, kDirectory, kSegment, hole, end.refused, Compression::kSnappy, "/aside");
    require(aside.has_value());
    const auto original = files.map(*aside);
    require(original && std::ranges::equal((*original)->bytes(), segment));

    const auto repaired = files.map(path);
    require(repaired.has_value());
    Records kept;
    const auto healthy = read((*repaired)->bytes(), SalvagingReader::Hole::kIsDamage, kept);
    require(healthy.damages == 0 && !healthy.torn && kept == taken);
    require(files.list(kDirectory).value() == std::vector{segmentName(kSegment)});
}

} // namespace

/// Of any bytes, what is read behind damage is what the replacement of the segment holds, healthy.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    salvage(bytes, SalvagingReader::Hole::kIsTheEnd);
    salvage(bytes, SalvagingReader::Hole::kIsDamage);
    return 0;
}
