// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/file_system.h"
#include "base/random.h"
#include "support/fake_directories.h"

namespace hearth::tests {

/// A disk in memory that can fail the n-th call, fill up, and lose what was not synced.
///
/// What survives powerCut() is what POSIX promises and no more: a file's bytes as of its last sync() (FakeFileBytes
/// says what may be there beside), a directory's entries as of its last syncDirectory() (FakeDirectories). Syncing a
/// file makes none of its names durable; only the root and createDirectories() are durable at once. A file that was
/// renamed or linked keeps its unsynced bytes unsynced.
/// Threads: thread-safe.
class FakeFileSystem final : public FileSystem {
  public:
    FakeFileSystem();
    ~FakeFileSystem() override;

    // --- the misfortunes
    /// Calls that change something are counted from here; number `call` (from 1) and all after it fail with kIo.
    /// A write that fails leaves a part of its bytes.
    void failFromCall(std::size_t call);
    /// The same for `count` calls, after which all goes well again.
    void failCalls(std::size_t call, std::size_t count);
    /// The process stops within call `call`: it and all after it fail without any effect on the disk, until heal().
    void freezeFromCall(std::size_t call);
    /// Takes back failFromCall(), failCalls() and freezeFromCall().
    void heal();
    /// How many such calls there were since the beginning or failFromCall().
    std::size_t changeCount() const;
    /// A sync that fails leaves pages that look clean and are not on the disk (FakeFileBytes::failSync()).
    void forgetFailedSyncs(bool forgets);
    /// A disk that says it has synced and has not.
    void ignoreSync(bool ignores);
    /// No more than so many bytes in all files; a write that does not fit leaves what fits and fails.
    void setCapacity(std::optional<std::uint64_t> bytes);
    /// The process ends: handles and locks of before are dead, what was written stays.
    void endProcess();
    /// Loses what is not durable; of bytes that were appended and not synced the first `keep` survive, as they may.
    /// Handles and locks of before are dead: calls fail.
    void powerCut(std::size_t keep = 0);
    /// Loses of what is not durable what `random` says: pages in any order, sizes, entries of directories.
    void powerCut(const RandomSource& random);

    /// Of all files that have a name; a file of several names counts once.
    std::uint64_t usedBytes() const;
    /// Changes bytes in place, as a rotting disk does.
    void overwrite(const std::string& path, std::uint64_t offset, std::string_view bytes);

    Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
    Result<std::unique_ptr<MappedFile>> map(const std::string& path) override;
    Result<std::unique_ptr<FileLock>> lock(const std::string& path) override;
    bool exists(const std::string& path) override;
    bool isDirectory(const std::string& path) override;
    Result<std::uint64_t> fileSize(const std::string& path) override;
    Result<DiskSpace> space(const std::string& path) override;
    Result<void> link(const std::string& from, const std::string& to) override;
    Result<void> createDirectories(const std::string& path) override;
    Result<std::vector<std::string>> list(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> removeAll(const std::string& path) override;
    Result<void> syncDirectory(const std::string& path) override;

  private:
    class Handle;
    class Lock;

    Result<FakeNodePtr> findFile(const char* what, const std::string& path) const;
    Result<FakeNodePtr> openNode(const std::string& path, OpenMode mode);
    Result<void> change(const char* what, const std::string& path);
    Result<void> write(FakeNode& file, std::span<const std::byte> bytes, const std::string& path);
    Result<void> truncate(FakeNode& file, std::uint64_t size);
    Result<void> removeTree(const std::string& path);
    void unlink(const std::string& path);
    void afterPowerCut();
    void endProcessLocked();
    bool isFrozen() const { return m_freezes && m_changes >= m_failFrom; }

    mutable std::mutex m_mutex; ///< Guards all below.
    FakeDirectories m_tree;
    std::uint64_t m_used = 0; ///< Bytes of the files that have a name.
    std::size_t m_lives = 0;  ///< Handles and locks of an earlier process are dead.
    std::set<std::string> m_locked;
    std::size_t m_changes = 0;
    std::size_t m_failFrom = 0; ///< The changes [m_failFrom, m_failEnd) fail.
    std::size_t m_failEnd = 0;
    bool m_freezes = false;
    bool m_forgetsFailedSyncs = false;
    bool m_ignoresSync = false;
    std::optional<std::uint64_t> m_capacity;
};

} // namespace hearth::tests
