// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "tsdb/block/block_meta.h"

/// What is done with whole directories of blocks, so that a power cut at any moment leaves each of them whole or named
/// as a leftover. `directory` is the database's. Threads: thread-safe (no state).
namespace hearth::tsdb {

/// Names of directories: on disk, never rename.
inline constexpr std::string_view kCreationSuffix = ".tmp-for-creation";
inline constexpr std::string_view kDeletionSuffix = ".tmp-for-deletion";
inline constexpr std::string_view kLegacySuffix = ".tmp";
/// Where blocks are kept that cannot be opened. No block's name, so that whoever opens the database passes it over.
inline constexpr std::string_view kDamagedDirectory = "blocks-damaged";

std::string blockPath(const std::string& directory, const Ulid& ulid);

/// The directories that are named as blocks are, ascending. Errors: kIo.
Result<std::vector<Ulid>> listBlocks(FileSystem& files, const std::string& directory);

/// Errors: kNotFound (no meta.json), kCorruption, kUnsupported, kIo.
Result<BlockMeta> readBlockMeta(FileSystem& files, const std::string& blockDirectory);

enum class BlockMark : std::uint8_t { kDeletable, kFailed };
/// Notes in meta.json what compaction found. Errors: those of readBlockMeta().
Result<void> markBlock(FileSystem& files, const std::string& blockDirectory, BlockMark mark);

/// Puts right what Prometheus 2.1 misnumbered (see kMetaVersionMisnumbered), so that other programs can read the block:
/// the version in the index, then that of meta.json. The block is readable by Block::open() all the while.
/// Prometheus: repairBadIndexVersion(). Errors: those of readBlockMeta().
Result<void> repairVersions(FileSystem& files, const std::string& blockDirectory);

/// Removes blocks, those that exist. Afterwards the names are gone for good, even where removing the files failed; what
/// is left of them is a leftover. Errors: kIo.
Result<void> deleteBlocks(FileSystem& files, const std::string& directory, std::span<const Ulid> ulids);

/// Moves a block to where nobody opens it; returns the new path. Errors: kIo.
Result<std::string> setBlockAside(FileSystem& files, const std::string& directory, const Ulid& ulid);

/// Removes what an interrupted creation or deletion of a block left; returns the names. Errors: kIo.
Result<std::vector<std::string>> removeLeftovers(FileSystem& files, const std::string& directory);

/// Of all files in a directory and those below it; unreadable ones count as nothing.
std::uint64_t directoryBytes(FileSystem& files, const std::string& path);

} // namespace hearth::tsdb
