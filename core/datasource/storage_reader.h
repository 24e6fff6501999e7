// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "datasource/storage_types.h"

/// Readers of the answers about the storage, as those in answer_reader.h.
/// Threads: thread-safe.
namespace hearth::datasource {

/// /query_exemplars; the empty answer of an expression without selectors has none.
Result<std::vector<SeriesExemplars>> readExemplarsAnswer(std::string_view json);
/// /status/tsdb/blocks
Result<std::vector<BlockFacts>> readBlocksAnswer(std::string_view json);
/// /status/walreplay
Result<WalReplay> readWalReplayAnswer(std::string_view json);
/// /status/tsdb, of which Hearth's own `damages`; none where it is another server's.
Result<std::vector<StorageDamage>> readDamagesAnswer(std::string_view json);
/// /status/sleep, which is Hearth's own
Result<std::vector<SleepSpan>> readSleepsAnswer(std::string_view json);
/// /admin/tsdb/snapshot
Result<std::string> readSnapshotAnswer(std::string_view json);

} // namespace hearth::datasource
