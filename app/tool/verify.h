// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "tool/context.h"
#include "tool/verify_report.h"

namespace hearth::app::tool {

/// Reads everything in the directory of a database, changes nothing, and prints what is there, what is wrong with it,
/// and what losing that would cost. Returns how many damages there are. Errors: kNotFound (no such directory), kIo.
Result<std::size_t> verify(Context& context, const std::string& directory);

/// What the parts that are read first say, and later ones refer to.
struct VerifiedRefs {
    std::unordered_set<std::uint64_t> series; ///< That the write-ahead log defines.
    /// The series of each head chunk of late samples, by reference.
    std::unordered_map<std::uint64_t, std::uint64_t> lateChunks;
    std::uint64_t firstChunk = 0; ///< Chunks before it are in blocks.
    std::uint64_t lastChunk = 0;  ///< Of the healthy ones.
};

// The parts of it.
/// Every block: all checksums, orders, references and counts. Blocks that others were merged of, and leftovers of
/// interrupted work, are noted.
Result<void> verifyBlocks(Context& context, const std::string& directory, VerifyReport& report);
/// The write-ahead log with its checkpoint, "wal", or the one of late samples, "wbl": every record, whether the series
/// that samples name are known, whether the chunks that markers name are there, of these series and in order. What
/// "wal" defines is added to `refs`, "wbl" refers to it.
Result<void> verifyLog(Context& context, const std::string& directory, std::string_view name, VerifiedRefs& refs,
                       VerifyReport& report);
/// The files of head chunks: every chunk is decoded. Fills in the chunks of `refs`.
Result<void> verifyHeadChunks(Context& context, const std::string& directory, VerifiedRefs& refs, VerifyReport& report);
/// Shutdown snapshots. Losing one costs nothing but time at the next start.
Result<void> verifySnapshots(Context& context, const std::string& directory, VerifyReport& report);

} // namespace hearth::app::tool
