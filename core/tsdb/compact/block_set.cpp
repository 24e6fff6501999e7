// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/block_set.h"

#include <algorithm>
#include <utility>

#include "tsdb/compact/block_directory.h"

namespace hearth::tsdb {
namespace {

/// Errors that say the bytes are wrong, not that reading them was not possible now or by us.
bool isDamage(const Error& error) {
    return error.code() == ErrorCode::kCorruption || error.code() == ErrorCode::kNotFound;
}

template <class Map>
std::vector<SizedBlock> sized(const Map& loaded) {
    std::vector<SizedBlock> blocks;
    for (const auto& [ulid, entry] : loaded) {
        blocks.push_back({entry.meta, entry.block->byteCount()});
    }
    return blocks;
}

std::vector<Ulid> withNames(const std::set<Ulid>& wanted, const std::vector<Ulid>& present) {
    std::vector<Ulid> names;
    std::ranges::copy_if(present, std::back_inserter(names), [&](const Ulid& ulid) { return wanted.contains(ulid); });
    return names;
}

} // namespace

BlockSet::BlockSet(BlockSetOptions options, FileSystem& files, BlockSetMetrics& metrics, const Log& log)
    : m_options(std::move(options))
    , m_files(files)
    , m_metrics(metrics)
    , m_log(log)
    , m_blocks(std::make_shared<const std::vector<std::shared_ptr<Block>>>()) {}

Result<std::unique_ptr<BlockSet>> BlockSet::open(BlockSetOptions options, FileSystem& files, BlockSetMetrics& metrics,
                                                 const Log& log) {
    std::unique_ptr<BlockSet> set(new BlockSet(std::move(options), files, metrics, log));
    if (!set->m_options.readOnly) {
        for (const auto& name : HEARTH_TRY(removeLeftovers(files, set->directory()))) {
            log.info("Removed what an interrupted compaction or deletion left", {{"directory", name}});
        }
    }
    HEARTH_TRY(set->reload());
    return set;
}

Result<void> BlockSet::reload(const RetentionLimits& limits, std::uint64_t headBytes) {
    auto done = reloadNow(limits, headBytes);
    m_metrics.reloaded(done.has_value());
    return done;
}

Result<void> BlockSet::reloadNow(const RetentionLimits& limits, std::uint64_t headBytes) {
    auto findings = HEARTH_TRY(look());
    const auto superseded = supersededBlocks(sized(findings.loaded));
    const auto dropped = m_options.readOnly ? std::set<Ulid>() : obsolete(findings.loaded, limits, headBytes);
    std::erase_if(findings.loaded,
                  [&](const auto& entry) { return superseded.contains(entry.first) || dropped.contains(entry.first); });
    publish(std::move(findings.loaded));
    auto settled = settleBroken(std::move(findings.broken), superseded, findings.left);
    {
        const std::lock_guard lock(m_mutex);
        m_left = std::move(findings.left);
    }
    if (m_options.readOnly) {
        return {};
    }
    m_firstLook = false;
    // Parents go first: were a child gone before them, its parents would be served again.
    const auto present = HEARTH_TRY(listBlocks(m_files, directory()));
    HEARTH_TRY(deleteBlocks(m_files, directory(), withNames(superseded, present)));
    HEARTH_TRY(deleteBlocks(m_files, directory(), withNames(dropped, present)));
    return settled;
}

Result<BlockSet::Findings> BlockSet::look() const {
    Findings findings;
    for (const auto& ulid : HEARTH_TRY(listBlocks(m_files, directory()))) {
        lookAt(ulid, findings);
    }
    return findings;
}

void BlockSet::lookAt(const Ulid& ulid, Findings& findings) const {
    const auto path = blockPath(directory(), ulid);
    auto meta = readBlockMeta(m_files, path);
    const auto known = m_loaded.find(ulid);
    if (!meta) {
        leave(ulid, meta.error(), findings);
        return;
    }
    if (meta->ulid != ulid) {
        leave(ulid, Error(ErrorCode::kCorruption, path + "/meta.json is that of " + meta->ulid.toString()), findings);
        return;
    }
    if (known != m_loaded.end()) {
        findings.loaded.emplace(ulid, Loaded{known->second.block, *std::move(meta)});
        return;
    }
    auto block = Block::open(m_files, path);
    if (block && meta->version == kMetaVersionMisnumbered && !m_options.readOnly) {
        block = repaired(path, *std::move(block), *meta);
    }
    if (block) {
        findings.loaded.emplace(ulid, Loaded{*std::move(block), *std::move(meta)});
    } else if (isDamage(block.error())) {
        findings.broken.push_back({ulid, std::move(block).error(), directoryBytes(m_files, path)});
    } else {
        leave(ulid, block.error(), findings);
    }
}

/// The block once its versions are right on disk, too; as it is where that fails, since it can be read all the same.
Result<std::shared_ptr<Block>> BlockSet::repaired(const std::string& path, std::shared_ptr<Block> block,
                                                  BlockMeta& meta) const {
    if (const auto done = repairVersions(m_files, path); !done) {
        m_log.error("Cannot repair the versions of a block that Prometheus 2.1 wrote; it is served as it is",
                    {{"block", path}, {"reason", done.error().message()}});
        return block;
    }
    m_log.info("Repaired the versions of a block that Prometheus 2.1 wrote", {{"block", path}});
    meta.version = kMetaVersion;
    return Block::open(m_files, path);
}

void BlockSet::leave(const Ulid& ulid, const Error& error, Findings& findings) const {
    const auto path = blockPath(directory(), ulid);
    if (m_files.exists(path)) {
        findings.left.push_back({path, error.message(), "", directoryBytes(m_files, path)});
    }
}

std::set<Ulid> BlockSet::obsolete(const LoadedBlocks& loaded, const RetentionLimits& limits, std::uint64_t headBytes) {
    const auto blocks = sized(loaded);
    const auto tooOld = beyondTimeRetention(blocks, limits);
    const auto tooMuch = beyondSizeRetention(blocks, headBytes, limits.effectiveBytes());
    if (!tooOld.empty()) {
        m_metrics.droppedForTime();
    }
    if (!tooMuch.empty()) {
        m_metrics.droppedForSize();
    }
    std::set<Ulid> dropped = tooOld;
    dropped.insert(tooMuch.begin(), tooMuch.end());
    for (const auto& block : blocks) {
        if (block.meta.deletable) {
            dropped.insert(block.meta.ulid);
        }
    }
    for (const auto& ulid : dropped) {
        m_log.info("Block is no longer wanted", {{"block", ulid.toString()},
                                                 {"beyond_time", tooOld.contains(ulid) ? "true" : "false"},
                                                 {"beyond_size", tooMuch.contains(ulid) ? "true" : "false"}});
    }
    return dropped;
}

void BlockSet::publish(LoadedBlocks loaded) {
    std::vector<const Loaded*> byTime;
    std::uint64_t bytes = 0;
    for (const auto& [ulid, entry] : loaded) {
        byTime.push_back(&entry);
        bytes += entry.block->byteCount();
    }
    std::ranges::stable_sort(byTime, {}, [](const Loaded* entry) { return entry->meta.minTime; });
    auto blocks = std::make_shared<std::vector<std::shared_ptr<Block>>>();
    std::vector<BlockMeta> metas;
    for (const auto* entry : byTime) {
        blocks->push_back(entry->block);
        metas.push_back(entry->meta);
    }
    m_metrics.holds(blocks->size(), bytes);
    m_loaded.swap(loaded); // what was loaded before goes after the lock
    const std::lock_guard lock(m_mutex);
    m_blocks = std::move(blocks);
    m_metas = std::move(metas);
}

Result<void> BlockSet::settleBroken(std::vector<Broken> broken, const std::set<Ulid>& superseded,
                                    std::vector<Damage>& left) {
    Result<void> settled;
    std::map<Ulid, std::uint64_t> suspects;
    for (const auto& block : broken) {
        if (superseded.contains(block.ulid)) {
            continue; // its samples are in the child
        }
        suspects.emplace(block.ulid, block.bytes);
        auto gone = setAside(block);
        if (!gone) {
            settled = std::unexpected(std::move(gone).error());
        }
        if (!gone || !*gone) {
            left.push_back({blockPath(directory(), block.ulid), block.error.message(), "", block.bytes});
        }
    }
    m_suspects = std::move(suspects);
    return settled;
}

/// False where it stays for now.
Result<bool> BlockSet::setAside(const Broken& broken) {
    const auto suspect = m_suspects.find(broken.ulid);
    const bool isStill = suspect != m_suspects.end() && suspect->second == broken.bytes;
    if (m_options.readOnly || !(m_firstLook || isStill)) {
        return false;
    }
    auto refuge = HEARTH_TRY(setBlockAside(m_files, directory(), broken.ulid));
    m_log.error("Set a damaged block aside",
                {{"block", broken.ulid.toString()}, {"reason", broken.error.message()}, {"kept_in", refuge}});
    const std::lock_guard lock(m_mutex);
    m_setAside.push_back(
        {blockPath(directory(), broken.ulid), broken.error.message(), std::move(refuge), broken.bytes});
    return true;
}

BlockList BlockSet::blocks() const {
    const std::lock_guard lock(m_mutex);
    return m_blocks;
}

std::vector<BlockMeta> BlockSet::metas() const {
    const std::lock_guard lock(m_mutex);
    return m_metas;
}

std::vector<Damage> BlockSet::damages() const {
    const std::lock_guard lock(m_mutex);
    auto all = m_setAside;
    all.insert(all.end(), m_left.begin(), m_left.end());
    return all;
}

} // namespace hearth::tsdb
