// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "journal/database.h"

namespace hearth {
class FileSystem;
}

namespace hearth::journal {

/// One SQLite file for what must survive and is not samples. The tables beside this header say what is in it.
///
/// Writing goes through write(): all of it or nothing is on the disk when it returns. Reading while others write sees
/// what was committed before.
/// Threads: write() and read() are thread-safe; each works on a connection of its own, so that neither waits long for
/// the other.
class Journal {
  public:
    struct Options {
        std::uint64_t maxBytes = 1ULL << 30U; ///< Of the file; beyond it writing fails as on a full disk.
        bool syncs = true; ///< False: what is committed survives a kill, but not the loss of power; for tests.
    };

    /// Creates the file where there is none and brings an older one up to date. A damaged file is set aside under
    /// another name (see damage()) and a new one begun. kUnsupported where a newer program wrote it, kIo.
    static Result<std::unique_ptr<Journal>> open(FileSystem& files, const std::string& path, const Clock& clock,
                                                 const Log& log, Options options);
    static Result<std::unique_ptr<Journal>> open(FileSystem& files, const std::string& path, const Clock& clock,
                                                 const Log& log);
    /// One that is gone when it is destroyed, and touches no disk.
    static Result<std::unique_ptr<Journal>> inMemory(const Clock& clock);
    ~Journal();

    /// What was damaged when it was opened, and where it lies now; for people.
    const std::optional<std::string>& damage() const { return m_damage; }

    /// Runs `body` as one transaction. Where it fails, or the disk does, nothing of it happened.
    /// kIo (`database or disk is full`, ...), kCorruption.
    Result<void> write(const std::function<Result<void>(Database&)>& body);
    /// Runs `body` on a consistent state. It must not write.
    Result<void> read(const std::function<Result<void>(Database&)>& body);

    /// When the last transaction before this run was committed, by the wall clock (ms since the epoch); 0: never.
    std::int64_t lastCommitBefore() const { return m_lastCommitBefore; }
    /// Bytes of the file, without its log.
    std::uint64_t sizeBytes();

  private:
    Journal(std::unique_ptr<Database> writer, std::unique_ptr<Database> reader, const Clock& clock);

    const Clock& m_clock;
    std::optional<std::string> m_damage;
    std::int64_t m_lastCommitBefore = 0;

    std::mutex m_writeMutex;
    std::unique_ptr<Database> m_writer; // guarded by m_writeMutex
    std::mutex m_readMutex;
    std::unique_ptr<Database> m_reader; // guarded by m_readMutex; null in memory: the writer reads
};

} // namespace hearth::journal
