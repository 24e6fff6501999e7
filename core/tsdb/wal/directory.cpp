// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/directory.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "tsdb/wal/format.h"

namespace hearth::tsdb::wal {
namespace {

constexpr std::string_view kCheckpointPrefix = "checkpoint.";
constexpr std::string_view kTemporarySuffix = ".tmp";
constexpr std::string_view kRepairSuffix = ".repair";

std::optional<std::uint32_t> parseIndex(std::string_view text) {
    std::uint32_t index = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, index);
    return error == std::errc() && at == end ? std::optional(index) : std::nullopt;
}

/// A repair writes `<n>.repair`, moves `<n>` away, then renames: what is left tells how far it came.
Result<void> completeRepair(FileSystem& files, const std::string& directory, const std::string& name) {
    const auto repaired = directory + "/" + name;
    const auto original = repaired.substr(0, repaired.size() - kRepairSuffix.size());
    if (files.exists(original)) {
        return files.remove(repaired);
    }
    HEARTH_TRY(files.rename(repaired, original));
    return files.syncDirectory(directory);
}

Result<void> completeRepairs(FileSystem& files, const std::string& directory) {
    for (const auto& name : HEARTH_TRY(files.list(directory))) {
        if (name.ends_with(kRepairSuffix)) {
            HEARTH_TRY(completeRepair(files, directory, name));
        }
    }
    return {};
}

Result<void> removeTemporary(FileSystem& files, const std::string& directory) {
    for (const auto& name : HEARTH_TRY(files.list(directory))) {
        if (name.starts_with(kCheckpointPrefix) && name.ends_with(kTemporarySuffix)) {
            HEARTH_TRY(files.removeAll(directory + "/" + name));
        }
    }
    return {};
}

/// A directory that bears the name of a checkpoint and the last segment it covers.
std::optional<std::uint32_t> parseCheckpoint(std::string_view name) {
    return name.starts_with(kCheckpointPrefix) ? parseIndex(name.substr(kCheckpointPrefix.size())) : std::nullopt;
}

/// Behind a checkpoint the next segment is known; without one the log may begin anywhere.
std::vector<Gap> gapsOf(const Listing& listing) {
    std::vector<Gap> gaps;
    auto expected = listing.checkpoint || listing.segments.empty() ? listing.covered + 1 : listing.segments.front();
    for (const auto index : listing.segments) {
        if (index != expected) {
            gaps.push_back({expected, index - 1});
        }
        expected = index + 1;
    }
    return gaps;
}

/// A name in `directory` that is not taken: a segment may have to be set aside more than once.
std::string freeName(FileSystem& files, const std::string& directory, const std::string& name) {
    auto path = directory + "/" + name;
    for (int i = 1; files.exists(path); ++i) {
        path = fmt::format("{}/{}.{}", directory, name, i);
    }
    return path;
}

} // namespace

Result<std::vector<std::uint32_t>> listSegments(FileSystem& files, const std::string& directory) {
    std::vector<std::uint32_t> segments;
    for (const auto& name : HEARTH_TRY(files.list(directory))) {
        if (const auto index = parseIndex(name)) {
            segments.push_back(*index);
        }
    }
    std::ranges::sort(segments);
    return segments;
}

Result<std::vector<CheckpointName>> listCheckpoints(FileSystem& files, const std::string& directory) {
    std::vector<CheckpointName> checkpoints;
    for (const auto& name : HEARTH_TRY(files.list(directory))) {
        if (const auto covered = parseCheckpoint(name)) {
            checkpoints.push_back({directory + "/" + name, *covered});
        }
    }
    std::ranges::stable_sort(checkpoints, {}, &CheckpointName::covered);
    return checkpoints;
}

Result<Listing> listLog(FileSystem& files, const std::string& directory, Access access) {
    if (access == Access::kRepair) {
        HEARTH_TRY(removeTemporary(files, directory));
        HEARTH_TRY(completeRepairs(files, directory));
    }
    Listing listing;
    if (auto checkpoints = HEARTH_TRY(listCheckpoints(files, directory)); !checkpoints.empty()) {
        listing.checkpoint = std::move(checkpoints.back().path);
        listing.covered = checkpoints.back().covered;
        listing.nextSegment = listing.covered + 1;
        if (access == Access::kRepair) {
            HEARTH_TRY(completeRepairs(files, *listing.checkpoint));
        }
    }
    listing.segments = HEARTH_TRY(listSegments(files, directory));
    if (!listing.segments.empty()) {
        listing.nextSegment = std::max(listing.nextSegment, listing.segments.back() + 1);
    }
    if (listing.checkpoint) {
        std::erase_if(listing.segments, [&](std::uint32_t index) { return index <= listing.covered; });
    }
    listing.gaps = gapsOf(listing);
    return listing;
}

Result<std::uint64_t> logBytes(FileSystem& files, const std::string& directory) {
    std::uint64_t bytes = 0;
    const auto addSegments = [&](const std::string& from) -> Result<void> {
        for (const auto index : HEARTH_TRY(listSegments(files, from))) {
            // What is removed meanwhile counts no more.
            bytes += files.fileSize(from + "/" + segmentName(index)).value_or(0);
        }
        return {};
    };
    HEARTH_TRY(addSegments(directory));
    for (const auto& checkpoint : HEARTH_TRY(listCheckpoints(files, directory))) {
        HEARTH_TRY(addSegments(checkpoint.path));
    }
    return bytes;
}

Result<void> removeSegments(FileSystem& files, const std::string& directory, std::uint32_t first, std::uint32_t last) {
    bool any = false;
    for (const auto index : HEARTH_TRY(listSegments(files, directory))) {
        if (index >= first && index <= last) {
            HEARTH_TRY(files.remove(directory + "/" + segmentName(index)));
            any = true;
        }
    }
    return any ? files.syncDirectory(directory) : Result<void>();
}

Result<std::string> setAside(FileSystem& files, const std::string& directory, std::uint32_t segment,
                             std::uint64_t goodBytes, const std::string& asideDirectory) {
    HEARTH_TRY(files.createDirectories(asideDirectory));
    const auto original = directory + "/" + segmentName(segment);
    const auto repaired = original + std::string(kRepairSuffix);
    {
        const auto whole = HEARTH_TRY(files.map(original));
        const auto file = HEARTH_TRY(files.open(repaired, FileSystem::OpenMode::kTruncate));
        HEARTH_TRY(file->append(whole->bytes().first(static_cast<std::size_t>(goodBytes))));
        HEARTH_TRY(file->sync());
    }
    HEARTH_TRY(files.syncDirectory(directory));
    const auto aside = freeName(files, asideDirectory, segmentName(segment));
    HEARTH_TRY(files.rename(original, aside));
    HEARTH_TRY(files.syncDirectory(asideDirectory));
    HEARTH_TRY(files.rename(repaired, original));
    HEARTH_TRY(files.syncDirectory(directory));
    return aside;
}

} // namespace hearth::tsdb::wal
