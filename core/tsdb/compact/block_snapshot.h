// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/error.h"
#include "base/file_system.h"
#include "base/random.h"
#include "model/time.h"
#include "tsdb/compact/block_set.h"

namespace hearth::tsdb {

/// The name of a snapshot, as Prometheus makes it: `20060102T150405Z-` and 16 hexadecimal digits.
std::string snapshotName(model::TimestampMs now, const RandomSource& random);

/// Makes a second name for every file of the blocks below `directory` (created; on the same file system), so that they
/// cost no space while the originals live and stay as they are now. On an error nothing is left of it. `directory` is
/// then ready for a block written from the head. Errors: kIo, kConflict (it exists).
/// Prometheus: DB.Snapshot(). Threads: not while blocks are compacted or their tombstones change.
Result<void> snapshotBlocks(FileSystem& files, const std::string& directory, const BlockList& blocks);

} // namespace hearth::tsdb
