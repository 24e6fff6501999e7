// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/error.h"
#include "base/file_system.h"
#include "tsdb/chunk_snapshot/snapshot_series.h"
#include "tsdb/wal/records.h"

/// Snapshots of the head that are written at shutdown, so that the next start need not read the whole log:
/// `chunk_snapshot.<segment>.<offset>/`, in the container of the log. Prometheus: memory-snapshot-on-shutdown.
namespace hearth::tsdb {

struct SnapshotLocation {
    std::string directory;  ///< Path.
    wal::Position position; ///< Up to where in the log it has everything.
};

/// What a snapshot consists of, in this order. Views are valid during the call only.
struct SnapshotVisitor {
    std::function<Result<void>(const SnapshotSeries&)> series;
    std::function<Result<void>(std::span<const wal::TombstoneEntry>)> tombstones;
    std::function<Result<void>(std::span<const wal::ExemplarEntry>)> exemplars;
};

/// The newest snapshot in a data directory, unfinished ones not among them.
Result<std::optional<SnapshotLocation>> newestSnapshot(FileSystem& files, const std::string& dataDirectory);

/// Hands all of a snapshot to the visitor. kCorruption where anything in it is damaged (then the log is to be replayed
/// from its beginning); errors of the visitor pass through.
Result<void> readSnapshot(FileSystem& files, const std::string& directory, const SnapshotVisitor& visitor);

/// Writes one snapshot: all series, then tombstones, then exemplars, then finish(). It stands in a `.tmp` directory
/// until then; destroying an unfinished writer removes it. Threads: thread-compatible.
class SnapshotWriter {
  public:
    /// `files` must outlive it.
    static Result<std::unique_ptr<SnapshotWriter>> create(FileSystem& files, std::string dataDirectory,
                                                          wal::Position position, wal::Compression compression);
    ~SnapshotWriter();

    Result<void> addSeries(const SnapshotSeries& series);
    /// Large numbers may come in several calls.
    Result<void> addTombstones(std::span<const wal::TombstoneEntry> tombstones);
    /// The same.
    Result<void> addExemplars(std::span<const wal::ExemplarEntry> exemplars);
    /// Completes the snapshot, syncs it, gives it its name, and removes older ones.
    Result<void> finish();

  private:
    class Output;
    SnapshotWriter(FileSystem& files, std::string dataDirectory, wal::Position position);

    FileSystem& m_files;
    const std::string m_dataDirectory;
    const wal::Position m_position;
    std::unique_ptr<Output> m_output;
    bool m_hasTombstones = false;
    bool m_finished = false;
};

/// Removes snapshots older than `position`, and unfinished ones.
Result<void> removeSnapshotsBefore(FileSystem& files, const std::string& dataDirectory, wal::Position position);

} // namespace hearth::tsdb
