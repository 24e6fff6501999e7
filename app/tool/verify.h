// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/error.h"
#include "tool/context.h"
#include "tool/verify_report.h"

namespace hearth::app::tool {

/// Reads everything in the directory of a database, changes nothing, and prints what is there, what is wrong with it,
/// and what losing that would cost. Returns how many damages there are. Errors: kNotFound (no such directory), kIo.
Result<std::size_t> verify(Context& context, const std::string& directory);

// The parts of it.
/// Every block: all checksums, orders, references and counts. Blocks that others were merged of, and leftovers of
/// interrupted work, are noted.
Result<void> verifyBlocks(Context& context, const std::string& directory, VerifyReport& report);
/// A write-ahead or write-behind log with its checkpoint: every record, and whether the series that samples name are
/// known. `name` is that of the directory within the database's.
Result<void> verifyLog(Context& context, const std::string& directory, std::string_view name, VerifyReport& report);
/// The files of head chunks: every chunk is decoded.
Result<void> verifyHeadChunks(Context& context, const std::string& directory, VerifyReport& report);
/// Shutdown snapshots. Losing one costs nothing but time at the next start.
Result<void> verifySnapshots(Context& context, const std::string& directory, VerifyReport& report);

} // namespace hearth::app::tool
