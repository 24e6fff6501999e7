// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/block_directory.h"

#include <algorithm>
#include <optional>

#include "tsdb/index/format.h"

namespace hearth::tsdb {
namespace {

/// A meta.json names its sources: about 10,000 blocks of two hours fit.
constexpr std::uint64_t kMaxMetaBytes = 4U << 20U;

bool isLeftover(std::string_view name) {
    for (const auto suffix : {kCreationSuffix, kDeletionSuffix, kLegacySuffix}) {
        if (name.size() == Ulid::kTextLength + suffix.size() && name.ends_with(suffix) &&
            Ulid::parse(name.substr(0, Ulid::kTextLength))) {
            return true;
        }
    }
    return false;
}

std::string freeName(FileSystem& files, const std::string& wanted) {
    auto name = wanted;
    for (int i = 1; files.exists(name); ++i) {
        name = wanted + "." + std::to_string(i);
    }
    return name;
}

} // namespace

std::string blockPath(const std::string& directory, const Ulid& ulid) {
    return directory + "/" + ulid.toString();
}

Result<std::vector<Ulid>> listBlocks(FileSystem& files, const std::string& directory) {
    std::vector<Ulid> found;
    for (const auto& name : HEARTH_TRY(files.list(directory))) {
        const auto ulid = Ulid::parse(name);
        if (ulid && files.isDirectory(directory + "/" + name)) {
            found.push_back(*ulid);
        }
    }
    std::ranges::sort(found);
    return found;
}

Result<BlockMeta> readBlockMeta(FileSystem& files, const std::string& blockDirectory) {
    const auto path = blockDirectory + "/meta.json";
    const auto json = HEARTH_TRY(files.readAll(path, kMaxMetaBytes));
    auto meta = parseBlockMeta(json);
    return meta ? std::move(meta) : std::unexpected(std::move(meta).error().withContext(path));
}

Result<void> markBlock(FileSystem& files, const std::string& blockDirectory, BlockMark mark) {
    auto meta = HEARTH_TRY(readBlockMeta(files, blockDirectory));
    (mark == BlockMark::kFailed ? meta.failed : meta.deletable) = true;
    return files.replaceAtomically(blockDirectory + "/meta.json", printBlockMeta(meta));
}

Result<void> repairVersions(FileSystem& files, const std::string& blockDirectory) {
    auto meta = HEARTH_TRY(readBlockMeta(files, blockDirectory));
    {
        const auto file = HEARTH_TRY(files.open(blockDirectory + "/index", FileSystem::OpenMode::kAppend));
        const auto version = static_cast<std::byte>(index::Version::kV2);
        HEARTH_TRY(file->overwrite(index::kHeaderBytes - 1, {&version, 1}));
        HEARTH_TRY(file->sync());
    }
    meta.version = kMetaVersion;
    return files.replaceAtomically(blockDirectory + "/meta.json", printBlockMeta(meta));
}

Result<void> deleteBlocks(FileSystem& files, const std::string& directory, std::span<const Ulid> ulids) {
    std::vector<std::string> doomed;
    for (const auto& ulid : ulids) {
        const auto path = blockPath(directory, ulid);
        if (!files.exists(path)) {
            continue;
        }
        const auto renamed = path + std::string(kDeletionSuffix);
        HEARTH_TRY(files.removeAll(renamed));
        HEARTH_TRY(files.rename(path, renamed));
        doomed.push_back(renamed);
    }
    if (doomed.empty()) {
        return {};
    }
    HEARTH_TRY(files.syncDirectory(directory));
    for (const auto& path : doomed) {
        HEARTH_TRY(files.removeAll(path));
    }
    return {};
}

Result<std::string> setBlockAside(FileSystem& files, const std::string& directory, const Ulid& ulid) {
    const auto refuge = directory + "/" + std::string(kDamagedDirectory);
    HEARTH_TRY(files.createDirectories(refuge));
    const auto target = freeName(files, blockPath(refuge, ulid));
    HEARTH_TRY(files.rename(blockPath(directory, ulid), target));
    HEARTH_TRY(files.syncDirectory(refuge));
    HEARTH_TRY(files.syncDirectory(directory));
    return target;
}

Result<std::vector<std::string>> removeLeftovers(FileSystem& files, const std::string& directory) {
    std::vector<std::string> removed;
    for (const auto& name : HEARTH_TRY(files.list(directory))) {
        const auto path = directory + "/" + name;
        if (isLeftover(name) && files.isDirectory(path)) {
            HEARTH_TRY(files.removeAll(path));
            removed.push_back(name);
        }
    }
    return removed;
}

std::uint64_t directoryBytes(FileSystem& files, const std::string& path) {
    if (!files.isDirectory(path)) {
        return files.fileSize(path).value_or(0);
    }
    std::uint64_t sum = 0;
    for (const auto& name : files.list(path).value_or(std::vector<std::string>())) {
        sum += directoryBytes(files, path + "/" + name);
    }
    return sum;
}

} // namespace hearth::tsdb
