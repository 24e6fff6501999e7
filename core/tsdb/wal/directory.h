// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"

namespace hearth::tsdb::wal {

/// What a log directory holds, in the order of replay.
struct Listing {
    std::optional<std::string> checkpoint; ///< Path of the newest checkpoint's directory.
    std::vector<std::uint32_t> segments;   ///< Those behind the checkpoint.
    std::uint32_t nextSegment = 0;         ///< The number of the segment to write next.
};

/// Reads the directory; interrupted checkpoints are removed, an interrupted repair is completed.
/// kCorruption where a segment between others is missing.
Result<Listing> listLog(FileSystem& files, const std::string& directory);

/// The segments of a directory that holds nothing else (a checkpoint), ascending.
Result<std::vector<std::uint32_t>> listSegments(FileSystem& files, const std::string& directory);

/// Replaces a damaged segment by its healthy beginning. The whole original goes to `asideDirectory` (created where need
/// be); returns its path there. A crash at any moment leaves either the old or the new segment, see listLog().
Result<std::string> setAside(FileSystem& files, const std::string& directory, std::uint32_t segment,
                             std::uint64_t goodBytes, const std::string& asideDirectory);

} // namespace hearth::tsdb::wal
