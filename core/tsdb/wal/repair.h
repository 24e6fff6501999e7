// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"

/// Replacing damaged files so that a crash at any moment leaves either the old file or the new one.
namespace hearth::tsdb::wal {

/// Replaces `directory`/`name` by its first `goodBytes`; with 0 of them it goes away. The whole original goes to
/// `asideDirectory` (created where need be); returns its path there. Errors: kIo.
Result<std::string> setAside(FileSystem& files, const std::string& directory, const std::string& name,
                             std::uint64_t goodBytes, const std::string& asideDirectory);

/// The same with other contents in place of the healthy beginning.
Result<std::string> replaceAndSetAside(FileSystem& files, const std::string& directory, const std::string& name,
                                       std::string_view contents, const std::string& asideDirectory);

/// On disk, never rename.
inline constexpr std::string_view kRepairSuffix = ".repair";
inline constexpr std::string_view kSalvageDirectory = "salvage.tmp"; ///< Where a replacement is written.

/// The same with a file `name` + kRepairSuffix in the directory, synced, that is to take the place.
Result<std::string> exchangeRepaired(FileSystem& files, const std::string& directory, const std::string& name,
                                     const std::string& asideDirectory);

/// Finishes what a crash interrupted in the above. Errors: kIo.
Result<void> completeRepairs(FileSystem& files, const std::string& directory);

} // namespace hearth::tsdb::wal
