// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/block_list.h"

#include <algorithm>
#include <fmt/format.h>

#include "engine/byte_size.h"
#include "tool/go_format.h"
#include "tsdb/compact/block_directory.h"

namespace hearth::app::tool {
namespace {

std::string timeText(model::TimestampMs time, bool humanReadable) {
    return humanReadable ? formatUtc(time) : std::to_string(time);
}

Result<std::shared_ptr<tsdb::Block>> open(FileSystem& files, const std::string& path) {
    auto block = tsdb::Block::open(files, path);
    if (!block) {
        return std::unexpected(std::move(block).error().withContext(fmt::format("opening block {}", path)));
    }
    return block;
}

} // namespace

Result<std::vector<std::shared_ptr<tsdb::Block>>> openBlocks(FileSystem& files, const std::string& directory) {
    if (!files.isDirectory(directory)) {
        return fail(ErrorCode::kNotFound, fmt::format("there is no directory {}", directory));
    }
    std::vector<std::shared_ptr<tsdb::Block>> blocks;
    for (const auto& ulid : HEARTH_TRY(tsdb::listBlocks(files, directory))) {
        blocks.push_back(HEARTH_TRY(open(files, tsdb::blockPath(directory, ulid))));
    }
    std::ranges::stable_sort(blocks, {}, [](const auto& block) { return block->meta().minTime; });
    return blocks;
}

Result<std::shared_ptr<tsdb::Block>> openBlock(FileSystem& files, const std::string& directory,
                                               const std::string& ulid) {
    if (!ulid.empty()) {
        const auto parsed = tsdb::Ulid::parse(ulid);
        const auto path = parsed ? tsdb::blockPath(directory, *parsed) : std::string();
        if (path.empty() || !files.isDirectory(path)) {
            return fail(ErrorCode::kNotFound, fmt::format("there is no block {} in {}", ulid, directory));
        }
        return open(files, path);
    }
    if (!files.isDirectory(directory)) {
        return fail(ErrorCode::kNotFound, fmt::format("there is no directory {}", directory));
    }
    const auto ulids = HEARTH_TRY(tsdb::listBlocks(files, directory));
    if (ulids.empty()) {
        return fail(ErrorCode::kNotFound, fmt::format("no blocks found in {}", directory));
    }
    return open(files, tsdb::blockPath(directory, ulids.back()));
}

std::string blockTable(const std::vector<std::shared_ptr<tsdb::Block>>& blocks, bool withHeader, bool humanReadable) {
    TextTable table(13, 2); // as promtool's
    if (withHeader) {
        table.addRow(
            {"BLOCK ULID", "MIN TIME", "MAX TIME", "DURATION", "NUM SAMPLES", "NUM CHUNKS", "NUM SERIES", "SIZE"});
    }
    for (const auto& block : blocks) {
        const auto& meta = block->meta();
        const auto bytes = block->byteCount();
        table.addRow({meta.ulid.toString(), timeText(meta.minTime, humanReadable),
                      timeText(meta.maxTime, humanReadable), formatGoDuration(meta.maxTime - meta.minTime),
                      std::to_string(meta.stats.samples), std::to_string(meta.stats.chunks),
                      std::to_string(meta.stats.series),
                      humanReadable ? engine::formatByteSize(bytes) : std::to_string(bytes)});
    }
    return table.toText();
}

Result<void> listBlocks(Context& context, const ListOptions& options) {
    const auto blocks = HEARTH_TRY(openBlocks(context.files, options.directory));
    context.out.print(blockTable(blocks, true, options.humanReadable));
    return {};
}

} // namespace hearth::app::tool
