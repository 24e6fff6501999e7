// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/log.h"
#include "tsdb/block/block.h"
#include "tsdb/compact/block_retention.h"
#include "tsdb/compact/block_set_metrics.h"
#include "tsdb/damage.h"

namespace hearth::tsdb {

/// An immutable list of open blocks, by time.
using BlockList = std::shared_ptr<const std::vector<std::shared_ptr<Block>>>;

struct BlockSetOptions {
    std::string directory;
    /// Nothing is written, renamed or removed: somebody else owns the directory.
    bool readOnly = false;
};

/// The blocks of a data directory as they are served now.
///
/// reload() makes it follow the directory: new blocks are opened; those that are gone, superseded by a child, marked
/// deletable or beyond the retention are dropped, and removed from the disk. Whoever holds an older list goes on
/// reading: files live as long as somebody has them open.
///
/// A block that cannot be opened is set aside below `blocks-damaged/` (Prometheus does not start beside it) and
/// reported; one that appeared while we run only when it is found unchanged a reload later, for it may still be being
/// copied. What is named as a block without a readable meta.json, or is from the future, is left where it is and
/// reported.
///
/// Threads: reload() and what changes are for one thread at a time; blocks(), metas() and damages() are thread-safe.
class BlockSet {
  public:
    /// Removes leftovers and opens what is there. The references must outlive the set.
    /// Errors: kIo.
    static Result<std::unique_ptr<BlockSet>> open(BlockSetOptions options, FileSystem& files, BlockSetMetrics& metrics,
                                                  const Log& log);
    BlockSet(const BlockSet&) = delete;
    BlockSet& operator=(const BlockSet&) = delete;

    /// Follows the directory. `headBytes` is what else counts against the limit by size.
    /// Errors: kIo; the list may then be new all the same, and what was to be removed is at the next reload.
    Result<void> reload(const RetentionLimits& limits = {}, std::uint64_t headBytes = 0);

    BlockList blocks() const;
    /// Their meta.json as the last reload found it, in the order of blocks(): with marks and counts of tombstones that
    /// the open Block may not know.
    std::vector<BlockMeta> metas() const;
    /// What was set aside since the beginning, then what is left unserved now.
    std::vector<Damage> damages() const;
    const std::string& directory() const { return m_options.directory; }

  private:
    struct Loaded {
        std::shared_ptr<Block> block;
        BlockMeta meta;
    };
    using LoadedBlocks = std::map<Ulid, Loaded>;

    /// A block that cannot be opened.
    struct Broken {
        Ulid ulid;
        Error error;
        std::uint64_t bytes = 0;
    };

    /// What a look at the directory found.
    struct Findings {
        LoadedBlocks loaded;
        std::vector<Broken> broken;
        std::vector<Damage> left; ///< In place, unserved.
    };

    BlockSet(BlockSetOptions options, FileSystem& files, BlockSetMetrics& metrics, const Log& log);
    Result<void> reloadNow(const RetentionLimits& limits, std::uint64_t headBytes);
    Result<Findings> look() const;
    void lookAt(const Ulid& ulid, Findings& findings) const;
    Result<std::shared_ptr<Block>> repaired(const std::string& path, std::shared_ptr<Block> block,
                                            BlockMeta& meta) const;
    void leave(const Ulid& ulid, const Error& error, Findings& findings) const;
    std::set<Ulid> obsolete(const LoadedBlocks& loaded, const RetentionLimits& limits, std::uint64_t headBytes);
    void publish(LoadedBlocks loaded);
    Result<void> settleBroken(std::vector<Broken> broken, const std::set<Ulid>& superseded, std::vector<Damage>& left);
    Result<bool> setAside(const Broken& broken);

    const BlockSetOptions m_options;
    FileSystem& m_files;
    BlockSetMetrics& m_metrics;
    const Log m_log;
    bool m_firstLook = true;
    std::map<Ulid, std::uint64_t> m_suspects; ///< Broken at the last reload, with their size.
    LoadedBlocks m_loaded;                    ///< Written under the mutex; read by the reloading thread without.

    mutable std::mutex m_mutex; ///< Guards all below.
    BlockList m_blocks;
    std::vector<BlockMeta> m_metas;
    std::vector<Damage> m_setAside;
    std::vector<Damage> m_left;
};

} // namespace hearth::tsdb
