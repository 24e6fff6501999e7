// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/error.h"
#include "base/file_system.h"
#include "tsdb/wal/format.h"
#include "tsdb/wal/salvaging_reader.h"

namespace hearth::tsdb::wal {

/// Replaces a damaged segment by the records of it that a SalvagingReader reads, in their order and without those that
/// end at `refused`. The whole original goes to `asideDirectory`; returns its path there. A crash at any moment leaves
/// either of them in place. Offsets in the segment mean nothing any more. Takes little memory. Errors: kIo.
Result<std::string> salvageSegment(FileSystem& files, const std::string& directory, std::uint32_t segment,
                                   SalvagingReader::Hole hole, std::span<const std::uint64_t> refused,
                                   Compression compression, const std::string& asideDirectory);

} // namespace hearth::tsdb::wal
