// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/log.h"
#include "chunks/encoding.h"
#include "instrument/registry.h"
#include "model/time.h"
#include "tsdb/head_chunks/format.h"
#include "tsdb/head_chunks/head_chunk_entry.h"
#include "tsdb/head_chunks/options.h"

namespace hearth::tsdb {

/// A chunk that was read. Its bytes stay valid as long as it lives, whatever happens to the file.
/// Threads: thread-compatible (a value).
class HeadChunkPayload {
  public:
    chunks::Encoding encoding() const { return m_encoding; }
    std::span<const std::byte> bytes() const { return m_bytes; }

  private:
    friend class HeadChunks;
    chunks::Encoding m_encoding = chunks::Encoding::kXor;
    std::span<const std::byte> m_bytes;
    std::shared_ptr<const void> m_owner; ///< A mapping of the file, or a copy of the bytes.
};

/// The complete chunks of the head on disk, out of memory: files 000001, 000002, ... of at most 128 MiB. An old file is
/// never continued; what is written goes into a buffer first.
/// Prometheus: ChunkDiskMapper. Threads: thread-safe.
class HeadChunks {
  public:
    using Visitor = std::function<void(const HeadChunkEntry&)>;

    /// Walks all chunks in the order in which they were written and hands each to `visit`. Damage does not fail it: the
    /// healthy chunks before it are served, the rest is set aside, see report(). `directory` is created where it is
    /// missing. `files` and `registry` must outlive it. Errors: kIo.
    static Result<std::unique_ptr<HeadChunks>> open(FileSystem& files, std::string directory, HeadChunksOptions options,
                                                    instrument::Registry& registry, const Log& log,
                                                    const Visitor& visit);
    /// Flushes.
    ~HeadChunks();

    const HeadChunksReport& report() const { return m_report; }

    /// Appends a chunk; it can be read at once, and survives the end of this process after flush(), a power cut after
    /// sync(). Costs a copy into the buffer. While the disk takes nothing, some MiB gather in memory, then: kIo.
    Result<HeadChunkRef> write(std::uint64_t series, model::TimestampMs begin, model::TimestampMs end,
                               chunks::Encoding encoding, std::span<const std::byte> payload, bool outOfOrder = false);

    /// Errors: kNotFound (its file was truncated away), kCorruption (checksum), kIo.
    Result<HeadChunkPayload> read(HeadChunkRef ref) const;

    /// Hands the buffer to the operating system.
    Result<void> flush();
    /// Returns when everything written before the call is on the disk; writes go on meanwhile.
    Result<void> sync();

    /// Removes the files with numbers below `file`, except the one being written; that one is finished where it holds
    /// chunks, so that the next call can remove it. Payloads read before stay valid.
    Result<void> truncate(std::uint32_t file);

    /// Bytes of all files and of the buffer.
    std::uint64_t size() const;

  private:
    struct OldFile {
        std::shared_ptr<const MappedFile> mapping;
        std::uint64_t goodBytes = 0;
    };
    HeadChunks(FileSystem& files, std::string directory, HeadChunksOptions options, instrument::Registry& registry,
               Log log);
    Result<void> startFile();
    Result<void> finishFile();
    Result<void> syncFile(File& file);
    Result<void> flushLocked();
    Result<HeadChunkPayload> readCurrent(HeadChunkRef ref, std::unique_lock<std::mutex> lock) const;
    Result<HeadChunkPayload> readFile(HeadChunkRef ref, const File& file, std::uint64_t end) const;
    Result<HeadChunkPayload> parse(HeadChunkRef ref, std::span<const std::byte> bytes,
                                   std::shared_ptr<const void> owner) const;

    FileSystem& m_files;
    const std::string m_directory;
    const HeadChunksOptions m_options;
    const Log m_log;
    instrument::Counter& m_corruptions;
    instrument::Counter& m_chunksWritten;
    HeadChunksReport m_report;

    std::atomic<bool> m_syncFailed{false}; ///< The system may take lost pages of the newest file for written ones.
    std::mutex m_syncMutex;                ///< Held for a whole sync(); taken before m_mutex.

    mutable std::mutex m_mutex; ///< Guards all below.
    std::map<std::uint32_t, OldFile> m_old;
    std::uint32_t m_lastNumber = 0;
    std::shared_ptr<File> m_current; ///< Number m_lastNumber; none until the first write.
    std::shared_ptr<File> m_toSync;  ///< A second handle, since a File serves one thread at a time.
    std::uint64_t m_flushed = 0;     ///< Bytes of it that the operating system has.
    std::string m_buffer;            ///< What follows.
    bool m_cutNeeded = false;        ///< The file may hold bytes behind m_flushed.
    bool m_dirty = false;            ///< Bytes were written since the last sync.
    mutable std::shared_ptr<const MappedFile> m_currentMapping; ///< Of its beginning.
};

} // namespace hearth::tsdb
