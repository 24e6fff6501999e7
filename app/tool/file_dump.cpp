// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/file_dump.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "tsdb/block/dump_block_files.h"
#include "tsdb/chunk_snapshot/dump_snapshot.h"
#include "tsdb/head_chunks/dump_head_chunks.h"
#include "tsdb/wal/dump_segment.h"

namespace hearth::app::tool {
namespace {

constexpr std::string_view kHeadChunksMagic("\x01\x30\xbc\x91", 4);
constexpr std::string_view kSnapshotPrefix = "chunk_snapshot.";

std::string_view nameOf(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

std::string_view parentNameOf(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : nameOf(path.substr(0, slash));
}

/// Segments have no magic bytes: all digits are their names.
bool isSegmentName(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

tsdb::FilePrinter printerOf(std::string_view path, std::span<const std::byte> bytes) {
    if (const auto printer = tsdb::printerOfBlockFile(bytes)) {
        return printer;
    }
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (text.starts_with(kHeadChunksMagic)) {
        return tsdb::printHeadChunks;
    }
    if (!isSegmentName(nameOf(path))) {
        return nullptr;
    }
    return parentNameOf(path).starts_with(kSnapshotPrefix) ? tsdb::printSnapshotSegment : tsdb::wal::printSegment;
}

Result<void> dumpOne(Context& context, const std::string& path) {
    const auto file = HEARTH_TRY(context.files.map(path));
    const auto print = printerOf(path, file->bytes());
    if (print == nullptr) {
        return fail(ErrorCode::kUnsupported, fmt::format("{} is no file of a database that can be shown", path));
    }
    auto printed = print(file->bytes(), [&context](std::string_view line) { context.out.line(line); });
    if (!printed) {
        return std::unexpected(std::move(printed).error().withContext(path));
    }
    return {};
}

/// Files that cannot be shown are named; damaged ones do not keep the others from being shown.
Result<void> dumpDirectory(Context& context, const std::string& path) {
    std::optional<Error> firstDamage;
    for (const auto& name : HEARTH_TRY(context.files.list(path))) {
        const auto inner = path + "/" + name;
        if (context.files.isDirectory(inner)) {
            HEARTH_TRY(dumpDirectory(context, inner));
            continue;
        }
        context.out.line(fmt::format("== {}", inner));
        if (const auto done = dumpOne(context, inner); !done) {
            context.out.line(done.error().message());
            if (done.error().code() != ErrorCode::kUnsupported && !firstDamage) {
                firstDamage = done.error();
            }
        }
    }
    return firstDamage ? std::unexpected(*firstDamage) : Result<void>();
}

} // namespace

Result<void> dumpFile(Context& context, const std::string& path) {
    return context.files.isDirectory(path) ? dumpDirectory(context, path) : dumpOne(context, path);
}

} // namespace hearth::app::tool
