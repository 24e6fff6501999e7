// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/directory.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "tsdb/wal/format.h"
#include "tsdb/wal/repair.h"

namespace hearth::tsdb::wal {
namespace {

constexpr std::string_view kCheckpointPrefix = "checkpoint.";
constexpr std::string_view kTemporarySuffix = ".tmp";

std::optional<std::uint32_t> parseIndex(std::string_view text) {
    std::uint32_t index = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, index);
    return error == std::errc() && at == end ? std::optional(index) : std::nullopt;
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
    if (access == Access::kReadOnly && !files.isDirectory(directory)) { // a database may consist of blocks alone
        return listing;
    }
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
    // Each start makes a segment, so that behind the last one with records there may be some without.
    while (!listing.segments.empty() &&
           HEARTH_TRY(files.fileSize(directory + "/" + segmentName(listing.segments.back()))) == 0) {
        listing.segments.pop_back();
    }
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
    if (goodBytes != 0) {
        return setAside(files, directory, segmentName(segment), goodBytes, asideDirectory);
    }
    // An empty segment stays, so that the numbers have no gap.
    return replaceAndSetAside(files, directory, segmentName(segment), std::string(kPageBytes, '\0'), asideDirectory);
}

} // namespace hearth::tsdb::wal
