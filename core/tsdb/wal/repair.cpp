// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/repair.h"

#include <fmt/format.h>
#include <span>

namespace hearth::tsdb::wal {
namespace {

/// A repair writes `<n>.repair`, moves `<n>` away, then renames: what is left tells how far it came.
Result<void> completeRepair(FileSystem& files, const std::string& directory, const std::string& name) {
    const auto repaired = directory + "/" + name;
    const auto original = repaired.substr(0, repaired.size() - kRepairSuffix.size());
    if (files.exists(original)) {
        return files.remove(repaired);
    }
    HEARTH_TRY(files.rename(repaired, original));
    return files.syncDirectory(directory);
}

/// A path in `directory` that is not taken: a file may have to be set aside more than once.
std::string freePath(FileSystem& files, const std::string& directory, const std::string& name) {
    auto path = directory + "/" + name;
    for (int i = 1; files.exists(path); ++i) {
        path = fmt::format("{}/{}.{}", directory, name, i);
    }
    return path;
}

Result<void> writeRepaired(FileSystem& files, const std::string& path, std::span<const std::byte> contents) {
    const auto file = HEARTH_TRY(files.open(path, FileSystem::OpenMode::kTruncate));
    HEARTH_TRY(file->append(contents));
    return file->sync();
}

/// Without a replacement the name is free afterwards.
Result<std::string> exchange(FileSystem& files, const std::string& directory, const std::string& name, bool isReplaced,
                             const std::string& asideDirectory) {
    const auto original = directory + "/" + name;
    HEARTH_TRY(files.createDirectories(asideDirectory));
    HEARTH_TRY(files.syncDirectory(directory));
    auto aside = freePath(files, asideDirectory, name);
    HEARTH_TRY(files.rename(original, aside));
    HEARTH_TRY(files.syncDirectory(asideDirectory));
    if (isReplaced) {
        HEARTH_TRY(files.rename(original + std::string(kRepairSuffix), original));
    }
    HEARTH_TRY(files.syncDirectory(directory));
    return aside;
}

Result<std::string> replace(FileSystem& files, const std::string& directory, const std::string& name,
                            std::span<const std::byte> contents, const std::string& asideDirectory) {
    if (!contents.empty()) {
        const auto repaired = directory + "/" + name + std::string(kRepairSuffix);
        if (auto written = writeRepaired(files, repaired, contents); !written) {
            (void)files.remove(repaired); // else the next start does
            return std::unexpected(std::move(written).error());
        }
    }
    return exchange(files, directory, name, !contents.empty(), asideDirectory);
}

} // namespace

Result<std::string> setAside(FileSystem& files, const std::string& directory, const std::string& name,
                             std::uint64_t goodBytes, const std::string& asideDirectory) {
    const auto whole = HEARTH_TRY(files.map(directory + "/" + name));
    return replace(files, directory, name, whole->bytes().first(static_cast<std::size_t>(goodBytes)), asideDirectory);
}

Result<std::string> replaceAndSetAside(FileSystem& files, const std::string& directory, const std::string& name,
                                       std::string_view contents, const std::string& asideDirectory) {
    return replace(files, directory, name, std::as_bytes(std::span(contents)), asideDirectory);
}

Result<std::string> exchangeRepaired(FileSystem& files, const std::string& directory, const std::string& name,
                                     const std::string& asideDirectory) {
    return exchange(files, directory, name, true, asideDirectory);
}

Result<void> completeRepairs(FileSystem& files, const std::string& directory) {
    for (const auto& name : HEARTH_TRY(files.list(directory))) {
        if (name == kSalvageDirectory) {
            HEARTH_TRY(files.removeAll(directory + "/" + name));
        }
        if (name.ends_with(kRepairSuffix)) {
            HEARTH_TRY(completeRepair(files, directory, name));
        }
    }
    return {};
}

} // namespace hearth::tsdb::wal
