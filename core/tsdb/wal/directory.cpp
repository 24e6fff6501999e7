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

Result<void> clean(FileSystem& files, const std::string& directory) {
    for (const auto& name : HEARTH_TRY(files.list(directory))) {
        if (name.starts_with(kCheckpointPrefix) && name.ends_with(kTemporarySuffix)) {
            HEARTH_TRY(files.removeAll(directory + "/" + name));
        } else if (name.ends_with(kRepairSuffix)) {
            HEARTH_TRY(completeRepair(files, directory, name));
        }
    }
    return {};
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

Result<Listing> listLog(FileSystem& files, const std::string& directory) {
    HEARTH_TRY(clean(files, directory));
    Listing listing;
    std::optional<std::uint32_t> covered;
    for (const auto& name : HEARTH_TRY(files.list(directory))) {
        if (!name.starts_with(kCheckpointPrefix)) {
            continue;
        }
        const auto index = parseIndex(std::string_view(name).substr(kCheckpointPrefix.size()));
        if (index && (!covered || *index >= *covered)) {
            covered = index;
            listing.checkpoint = directory + "/" + name;
        }
    }
    listing.segments = HEARTH_TRY(listSegments(files, directory));
    if (covered) {
        listing.nextSegment = *covered + 1;
        std::erase_if(listing.segments, [&](std::uint32_t index) { return index <= *covered; });
    }
    for (std::size_t i = 1; i < listing.segments.size(); ++i) {
        if (listing.segments[i] != listing.segments[i - 1] + 1) {
            return fail(ErrorCode::kCorruption,
                        fmt::format("segment {} of the write-ahead log in {} is missing; move the segments before or "
                                    "behind the gap elsewhere to go on without them",
                                    segmentName(listing.segments[i - 1] + 1), directory));
        }
    }
    if (!listing.segments.empty()) {
        listing.nextSegment = listing.segments.back() + 1;
    }
    return listing;
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
