// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/file_system.h"
#include "model/time.h"
#include "tsdb/wal/format.h"

namespace hearth::tsdb::wal {

struct CheckpointRequest {
    /// The segments to sum up, both closed; those that the newest checkpoint covers are skipped.
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    /// Samples before it are left out.
    model::TimestampMs mint = 0;
    /// Tombstones that end before it are left out; earlier than `mint` where files may hold late samples still.
    std::optional<model::TimestampMs> tombstoneMint; ///< Unset: `mint`.
    /// Whether records of a series are still needed. Its answers must not change meanwhile.
    std::function<bool(std::uint64_t ref)> keep;
    Compression compression = Compression::kSnappy;
    std::uint64_t segmentBytes = kSegmentBytes;
};

struct CheckpointStats {
    std::uint64_t keptSeries = 0;
    std::uint64_t droppedSeries = 0;
    std::uint64_t keptSamples = 0; ///< Floats and histograms.
    std::uint64_t droppedSamples = 0;
    std::uint64_t keptExemplars = 0;
    std::uint64_t droppedExemplars = 0;
    std::uint64_t keptTombstones = 0;
    std::uint64_t droppedTombstones = 0;
    std::uint64_t keptMetadata = 0;
    std::uint64_t droppedMetadata = 0;
    std::uint64_t unknownRecords = 0; ///< Of types that nobody knows; left out.
};

/// Sums up the newest checkpoint and the segments up to `request.to` in `checkpoint.<to>`: series and metadata that are
/// kept, samples, histograms and exemplars not before `mint`, tombstones that still reach behind it. The new checkpoint
/// replaces the old one whole or not at all; then what it covers is removed. Its memory does not grow with the log.
///
/// After a failure the log is as it was, at most with `checkpoint.<to>.tmp` beside it; after a crash at any moment it
/// replays the same samples. Damage in what is read refuses the checkpoint (kCorruption), and nothing is removed.
/// Errors: kCorruption, kIo. Prometheus: wlog.Checkpoint.
Result<CheckpointStats> writeCheckpoint(FileSystem& files, const std::string& directory,
                                        const CheckpointRequest& request);

/// Removes segments up to `last`, and checkpoints older than it. Errors: kIo.
Result<void> removeCovered(FileSystem& files, const std::string& directory, std::uint32_t last);

} // namespace hearth::tsdb::wal
