// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/error.h"
#include "tool/context.h"

namespace hearth::app::tool {

/// Prints a file of a database as text, read by the readers that serve queries: segments of the logs, of checkpoints
/// and of shutdown snapshots, head chunks, and the files of a block. Its first bytes and its name say what it is. Of a
/// directory all files are printed, in the order of their names. Errors: kUnsupported (none of these), kCorruption
/// (after what could be read), kIo.
Result<void> dumpFile(Context& context, const std::string& path);

} // namespace hearth::app::tool
