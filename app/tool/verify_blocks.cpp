// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <map>

#include "tool/verify.h"
#include "tsdb/block/block.h"
#include "tsdb/compact/block_directory.h"

namespace hearth::app::tool {
namespace {

std::string contentOf(const tsdb::BlockMeta& meta) {
    Loss content;
    content.addStated({meta.minTime, meta.maxTime - 1}, meta.stats.series, meta.stats.samples);
    return content.toText();
}

/// What is wrong with the block; empty where all is well.
std::vector<std::string> faultsOf(FileSystem& files, const std::string& path) {
    const auto block = tsdb::Block::open(files, path);
    return block ? (*block)->verify() : std::vector{block.error().message()};
}

void noteOf(const tsdb::BlockMeta& meta, const std::map<tsdb::Ulid, tsdb::Ulid>& children, VerifyReport& report) {
    if (const auto child = children.find(meta.ulid); child != children.end()) {
        report.note(fmt::format("merged into {}: the next start removes it", child->second.toString()));
    }
    if (meta.failed) {
        report.note("a compaction of it failed: it is not compacted any more");
    }
    if (meta.stats.tombstones != 0) {
        report.note(fmt::format("samples that deletions hide ({}) are counted here", meta.stats.tombstones));
    }
    if (meta.deletable) {
        report.note("without samples: the next start removes it");
    }
}

void noteLeftovers(const std::vector<std::string>& names, VerifyReport& report) {
    for (const auto& name : names) {
        if (name.ends_with(tsdb::kCreationSuffix) || name.ends_with(tsdb::kDeletionSuffix) ||
            (name.ends_with(tsdb::kLegacySuffix) && name.size() > tsdb::Ulid::kTextLength &&
             tsdb::Ulid::parse(name.substr(0, tsdb::Ulid::kTextLength)))) {
            report.part(name, "left by interrupted work, which the next start removes");
        }
    }
}

} // namespace

Result<void> verifyBlocks(Context& context, const std::string& directory, VerifyReport& report) {
    const auto ulids = HEARTH_TRY(tsdb::listBlocks(context.files, directory));
    std::map<tsdb::Ulid, Result<tsdb::BlockMeta>> metas;
    std::map<tsdb::Ulid, tsdb::Ulid> children;
    for (const auto& ulid : ulids) {
        const auto& meta =
            metas.emplace(ulid, tsdb::readBlockMeta(context.files, tsdb::blockPath(directory, ulid))).first->second;
        for (const auto& parent : meta ? meta->parents : std::vector<tsdb::BlockParent>()) {
            if (parent.ulid != ulid) {
                children.emplace(parent.ulid, ulid);
            }
        }
    }
    for (const auto& ulid : ulids) {
        const auto path = tsdb::blockPath(directory, ulid);
        const auto& meta = metas.at(ulid);
        const auto content =
            meta ? contentOf(*meta)
                 : fmt::format("{} bytes of unknown content", tsdb::directoryBytes(context.files, path));
        report.part(ulid.toString(), content);
        const auto faults = faultsOf(context.files, path);
        for (const auto& fault : faults) {
            report.damage(fault);
        }
        if (!faults.empty()) {
            report.cost(children.contains(ulid) ? "nothing: another block has its samples" : content);
        }
        if (meta) {
            noteOf(*meta, children, report);
        }
    }
    noteLeftovers(HEARTH_TRY(context.files.list(directory)), report);
    return {};
}

} // namespace hearth::app::tool
