// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "tsdb/chunk_snapshot/chunk_snapshot.h"
#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// Writes what is only in memory (series, open chunks, deletions, exemplars) to a snapshot; finish() is the caller's.
/// Nobody may append meanwhile, and the closed chunks are in files (Head::mapClosedChunks()): they are left out.
/// Out-of-order samples are in the write-behind log. Errors: kIo.
Result<void> writeSnapshot(Head& head, SnapshotWriter& writer);

} // namespace hearth::tsdb
