// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/log.h"
#include "instrument/registry.h"
#include "tsdb/wal/format.h"
#include "tsdb/wal/record_batch.h"

namespace hearth::tsdb::wal {

/// Appends records to the newest segment of a log directory.
///
/// A batch is written whole or not at all: when a write fails, the segment is cut back to what was there before, the
/// writer refuses everything (kUnavailable) and recover() brings it back once the disk takes bytes again.
/// A segment gets its first bytes only when the one before is on the disk: a power cut tears the last one at most.
/// Threads: thread-safe.
class Writer {
  public:
    /// Opens a new segment `firstSegment` (an old one is never continued). `files` and `registry` must outlive it.
    static Result<std::unique_ptr<Writer>> open(FileSystem& files, std::string directory, std::uint32_t firstSegment,
                                                std::uint64_t segmentBytes, instrument::Registry& registry,
                                                const Log& log);

    /// Hands the records to the operating system, in order: they survive the end of this process, and a power cut once
    /// sync() has returned.
    Result<void> append(const RecordBatch& batch);

    /// Returns when everything appended before the call is on the disk. Appends go on meanwhile.
    Result<void> sync();

    /// Whether nothing is taken now; cheap.
    bool failed() const { return m_failed.load(std::memory_order_relaxed); }
    /// Why nothing is taken now, where that is so.
    std::optional<Error> failure() const;
    /// Tries to write after a failure; success ends the failed state.
    Result<void> recover();

    /// The segment that is written to, and how many bytes it has.
    std::uint32_t segment() const;
    Position position() const;

    /// Begins a new segment and returns its number: all before it are closed, whole and as they will stay.
    Result<std::uint32_t> rotate();

  private:
    struct Metrics {
        explicit Metrics(instrument::Registry& registry);
        instrument::Counter& completedPages;
        instrument::Counter& pageFlushes;
        instrument::Counter& writesFailed;
        instrument::Counter& savedBytes;
        instrument::Counter& recordParts;
        instrument::Counter& recordPartBytes;
        instrument::Gauge& currentSegment;
        instrument::Summary& fsyncSeconds;
    };

    Writer(FileSystem& files, std::string directory, std::uint64_t segmentBytes, instrument::Registry& registry,
           Log log);

    Result<void> openSegment(std::uint32_t index);
    void appendFragments(const RecordBatch::Record& record);
    void padPage();
    Result<void> flush();
    Result<void> adoptLastSegment();
    Result<void> syncEarlierSegments();
    Result<void> writeUnsyncedAgain();
    Result<void> nextSegment();
    void failWith(const Error& error);
    std::uint64_t end() const { return m_written + m_buffer.size(); }
    bool fits(const RecordBatch& batch) const;

    FileSystem& m_files;
    const std::string m_directory;
    const std::uint64_t m_segmentBytes;
    Metrics m_metrics;
    const Log m_log;

    std::mutex m_syncMutex; ///< Held for a whole sync(); taken before m_mutex.

    mutable std::mutex m_mutex; ///< Guards all below.
    std::uint32_t m_segment = 0;
    std::unique_ptr<File> m_file;
    std::uint64_t m_written = 0; ///< Bytes of whole batches in the segment.
    std::string m_buffer;        ///< Fragments on their way to the file.
    bool m_cutNeeded = false;    ///< The file may hold bytes behind m_written.
    bool m_dirty = false;        ///< Bytes were written since the last sync.
    bool m_syncFailed = false;   ///< The system may take lost pages of the unsynced segments for written ones.
    /// A second handle on each segment with unsynced bytes, oldest first, since a File serves one thread at a time.
    std::vector<std::shared_ptr<File>> m_unsynced;
    std::optional<Error> m_failure;
    std::atomic<bool> m_failed{false}; ///< Whether m_failure is set; read without the lock.
};

} // namespace hearth::tsdb::wal
