// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/log.h"
#include "instrument/registry.h"
#include "storage/storage.h"
#include "tsdb/block/block_meta.h"
#include "tsdb/damage.h"
#include "tsdb/db_options.h"
#include "tsdb/db_status.h"
#include "tsdb/head/replay_report.h"

namespace hearth::tsdb {

/// The database in a directory, in Prometheus's format: the newest hours in the head, backed by the write-ahead log;
/// what is older in blocks.
///
/// What is committed survives the end of the process; a power cut takes at most what came after the last sync.
/// When the log cannot be written (disk full), commits fail with kUnavailable and refusal() says why; queries go on,
/// and ingestion resumes by itself when the disk takes bytes again.
/// Damaged segments and blocks are set aside and reported by damages(); the rest is served.
/// Threads: thread-safe. Appenders and queriers must be gone before close().
class Db final : public storage::Appendable, public storage::Queryable, public storage::ExemplarQueryable {
  public:
    /// Locks the directory (created where need be), replays its log, starts the storage thread. The references must
    /// outlive the Db.
    /// Errors: kConflict (another process has the directory; the message names it), kIo (unusable directory),
    /// kCorruption (a log that cannot be served even in part).
    static Result<std::unique_ptr<Db>> open(DbOptions options, FileSystem& files, Clock& clock,
                                            instrument::Registry& registry, const Log& log);
    ~Db() override;

    std::unique_ptr<storage::Appender> appender() override;
    Result<std::unique_ptr<storage::Querier>> querier(model::TimeRange range) override;

    Result<std::vector<storage::SeriesExemplars>>
    exemplars(model::TimeRange range, std::span<const std::vector<model::Matcher>> matcherSets) override;

    /// The blocks that are served, by time.
    std::vector<BlockMeta> blocks() const;
    /// What was found damaged since the start, set aside or left unserved.
    std::vector<Damage> damages() const;

    /// Deletes the samples of the series that match any of the matcher sets. The space returns with compaction or
    /// cleanTombstones(). Errors: kUnavailable (read-only, disk full), kIo.
    Result<void> deleteSeries(model::TimeRange range, std::span<const std::vector<model::Matcher>> matcherSets);
    /// Rewrites every block that has tombstones without the deleted samples.
    Result<void> cleanTombstones();
    /// Makes a copy of all blocks (hard links), and of the head where wanted, below `snapshots/`; returns its name
    /// there.
    Result<std::string> snapshot(bool withHead);

    /// Why samples are refused now; nothing where they are taken.
    std::optional<Error> refusal() const;
    /// What opening found in the log.
    const ReplayReport& replayReport() const;
    HeadStatus status(std::size_t limit) const;
    /// The latest metadata of a metric.
    std::optional<model::Metadata> metadata(std::string_view metric) const;

    /// From now on these count; the longest time a block may cover stays as it was. Appenders that are open go on with
    /// the window that they began with. Errors: kIo (no log for out-of-order samples could be made; nothing changed).
    Result<void> reconfigure(const DbLimits& limits);

    /// One round of the storage thread's work: syncs the log, or tries to write again after a failure.
    Result<void> maintain();
    /// One round of the compaction thread's work: loads and unloads blocks, compacts the head and blocks while there is
    /// something to do, applies the retention.
    Result<void> compact();

    /// Stops the storage thread, syncs, unlocks. Nothing may be called after it. The destructor does it too, but
    /// cannot say what failed.
    Result<void> close();

  private:
    class Impl;
    explicit Db(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace hearth::tsdb
