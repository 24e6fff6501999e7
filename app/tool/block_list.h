// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "tool/context.h"
#include "tsdb/block/block.h"

namespace hearth::app::tool {

/// All blocks of a database, opened, by time. Nothing is written.
/// Errors: kNotFound (no such directory); those of tsdb::Block::open() with the block's path.
Result<std::vector<std::shared_ptr<tsdb::Block>>> openBlocks(FileSystem& files, const std::string& directory);

/// The block of that name, the last one where the name is empty. Errors: kNotFound, as above.
Result<std::shared_ptr<tsdb::Block>> openBlock(FileSystem& files, const std::string& directory,
                                               const std::string& ulid);

/// One line a block, in columns: promtool's `tsdb list`.
std::string blockTable(const std::vector<std::shared_ptr<tsdb::Block>>& blocks, bool withHeader, bool humanReadable);

struct ListOptions {
    std::string directory = "data/";
    bool humanReadable = false;
};
Result<void> listBlocks(Context& context, const ListOptions& options);

} // namespace hearth::app::tool
