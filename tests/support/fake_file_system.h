// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/file_system.h"

namespace hearth::tests {

/// A disk in memory that can fail the n-th call, fill up, and lose what was not synced.
///
/// What survives powerCut() is what POSIX promises and no more: a file's bytes as of its last sync(), a directory's
/// entries as of its last syncDirectory() (the root and createDirectories() are durable at once).
/// Threads: thread-safe.
class FakeFileSystem final : public FileSystem {
  public:
    FakeFileSystem();
    ~FakeFileSystem() override;

    // --- the misfortunes
    /// Calls that change something are counted from here; number `call` (from 1) and all after it fail with kIo.
    void failFromCall(std::size_t call);
    /// Takes back failFromCall().
    void heal();
    /// How many such calls there were since the beginning or failFromCall().
    std::size_t changeCount() const;
    /// No more than so many bytes in all files; a write that does not fit leaves what fits and fails.
    void setCapacity(std::optional<std::uint64_t> bytes);
    /// Loses what is not durable; of bytes that were appended and not synced the first `keep` survive, as they may.
    /// Handles and locks of before must be gone.
    void powerCut(std::size_t keep = 0);

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
    struct Contents {
        std::string bytes;
        std::string synced;
    };
    using Entries = std::map<std::string, std::shared_ptr<Contents>>; ///< By path.

    std::shared_ptr<Contents> find(const std::string& path) const;
    Result<void> change(const char* what, const std::string& path);
    Result<void> write(Contents& file, std::string_view bytes, const std::string& path);
    std::uint64_t usedBytesLocked() const;
    void renameDirectory(const std::string& from, const std::string& to);

    mutable std::mutex m_mutex; ///< Guards all below.
    Entries m_files;
    Entries m_durable;
    std::set<std::string> m_directories;
    std::set<std::string> m_locked;
    std::size_t m_changes = 0;
    std::optional<std::size_t> m_failFrom;
    std::optional<std::uint64_t> m_capacity;
};

} // namespace hearth::tests
