// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/block_snapshot.h"

#include <array>
#include <chrono>
#include <limits>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "tsdb/compact/block_directory.h"

namespace hearth::tsdb {
namespace {

Result<void> linkFiles(FileSystem& files, const std::string& from, const std::string& to) {
    HEARTH_TRY(files.createDirectories(to));
    for (const auto& name : HEARTH_TRY(files.list(from))) {
        HEARTH_TRY(files.link(from + "/" + name, to + "/" + name));
    }
    return files.syncDirectory(to);
}

Result<void> linkBlock(FileSystem& files, const std::string& from, const std::string& to) {
    HEARTH_TRY(linkFiles(files, from + "/chunks", to + "/chunks"));
    for (const auto* name : {"index", "tombstones", "meta.json"}) {
        const auto path = fmt::format("{}/{}", from, name);
        if (files.exists(path)) {
            HEARTH_TRY(files.link(path, fmt::format("{}/{}", to, name)));
        }
    }
    return files.syncDirectory(to);
}

Result<void> linkBlocks(FileSystem& files, const std::string& directory, const BlockList& blocks) {
    HEARTH_TRY(files.createDirectories(directory));
    for (const auto& block : *blocks) {
        HEARTH_TRY(linkBlock(files, block->directory(), blockPath(directory, block->meta().ulid)));
    }
    return files.syncDirectory(directory);
}

} // namespace

std::string snapshotName(model::TimestampMs now, const RandomSource& random) {
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(now)};
    const auto positive = random() & static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return fmt::format("{:%Y%m%dT%H%M%SZ}-{:016x}", std::chrono::floor<std::chrono::seconds>(time), positive);
}

Result<void> snapshotBlocks(FileSystem& files, const std::string& directory, const BlockList& blocks) {
    if (files.exists(directory)) {
        return fail(ErrorCode::kConflict, directory + " exists already");
    }
    auto linked = linkBlocks(files, directory, blocks);
    if (!linked) {
        // What is left of it then is without a use, but does no harm.
        (void)files.removeAll(directory);
    }
    return linked;
}

} // namespace hearth::tsdb
