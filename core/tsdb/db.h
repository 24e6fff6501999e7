// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "base/clock.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/log.h"
#include "instrument/registry.h"
#include "storage/storage.h"
#include "tsdb/db_options.h"
#include "tsdb/db_status.h"
#include "tsdb/head/replay_report.h"

namespace hearth::tsdb {

/// The database in a directory, in Prometheus's format. This version keeps all samples in memory, backed by the
/// write-ahead log; blocks that are there already are left untouched and not served.
///
/// What is committed survives the end of the process; a power cut takes at most what came after the last sync.
/// When the log cannot be written (disk full), commits fail with kUnavailable and refusal() says why; queries go on,
/// and ingestion resumes by itself when the disk takes bytes again.
/// Threads: thread-safe. Appenders and queriers must be gone before close().
class Db final : public storage::Appendable, public storage::Queryable {
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

    /// Why samples are refused now; nothing where they are taken.
    std::optional<Error> refusal() const;
    /// What opening found in the log.
    const ReplayReport& replayReport() const;
    HeadStatus status(std::size_t limit) const;
    /// The latest metadata of a metric.
    std::optional<model::Metadata> metadata(std::string_view metric) const;

    /// One round of the storage thread's work: syncs the log, or tries to write again after a failure.
    Result<void> maintain();

    /// Stops the storage thread, syncs, unlocks. Nothing may be called after it. The destructor does it too, but
    /// cannot say what failed.
    Result<void> close();

  private:
    class Impl;
    explicit Db(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace hearth::tsdb
