// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"

namespace hearth::tsdb::wal {

/// Segments that ought to be there and are not.
struct Gap {
    std::uint32_t first = 0;
    std::uint32_t last = 0; ///< Inclusive.
    bool operator==(const Gap&) const = default;
};

/// What a log directory holds, in the order of replay.
struct Listing {
    std::optional<std::string> checkpoint; ///< Path of the newest checkpoint's directory.
    std::uint32_t covered = 0;             ///< The last segment that the checkpoint sums up.
    std::vector<std::uint32_t> segments;   ///< Those behind the checkpoint; the last one is not empty.
    std::uint32_t nextSegment = 0;         ///< The number of the segment to write next.
    /// What is missing between the segments, and between the checkpoint and the first of them: everything else is
    /// served, and the loss is to be reported.
    std::vector<Gap> gaps;
};

enum class Access { kReadOnly, kRepair };

/// Reads the directory. With kRepair interrupted checkpoints are removed and an interrupted repair is completed.
Result<Listing> listLog(FileSystem& files, const std::string& directory, Access access = Access::kRepair);

struct CheckpointName {
    std::string path;
    std::uint32_t covered = 0; ///< The last segment that it sums up.
};

/// All checkpoints of a log, oldest first.
Result<std::vector<CheckpointName>> listCheckpoints(FileSystem& files, const std::string& directory);

/// The segments of a directory that holds nothing else (a checkpoint), ascending.
Result<std::vector<std::uint32_t>> listSegments(FileSystem& files, const std::string& directory);

/// Replaces a damaged segment (of the log, or of a checkpoint) by its healthy beginning. The whole original goes to
/// `asideDirectory` (created where need be); returns its path there. A crash at any moment leaves either the old or the
/// new segment, see listLog().
Result<std::string> setAside(FileSystem& files, const std::string& directory, std::uint32_t segment,
                             std::uint64_t goodBytes, const std::string& asideDirectory);

/// Bytes of all segments and checkpoints. Prometheus: prometheus_tsdb_wal_storage_size_bytes.
Result<std::uint64_t> logBytes(FileSystem& files, const std::string& directory);

/// Removes the segments of a directory from `first` to `last`, oldest first, as truncating a log does.
Result<void> removeSegments(FileSystem& files, const std::string& directory, std::uint32_t first, std::uint32_t last);

} // namespace hearth::tsdb::wal
