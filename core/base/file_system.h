// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace hearth {

/// An open file. Closed (without sync) by the destructor.
/// Threads: thread-compatible; readAt() alone is thread-safe.
class File {
  public:
    virtual ~File() = default;

    /// Appends all of `bytes` at the end of what was written so far. On failure an unknown prefix was written.
    virtual Result<void> append(std::span<const std::byte> bytes) = 0;
    /// Reads up to `out.size()` bytes at `offset`; returns how many there were (fewer only at the end of the file).
    virtual Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> out) const = 0;
    virtual Result<std::uint64_t> size() const = 0;
    virtual Result<void> truncate(std::uint64_t size) = 0;
    /// Replaces bytes that were written before; all of them lie within the file.
    virtual Result<void> overwrite(std::uint64_t offset, std::span<const std::byte> bytes) = 0;
    /// Returns when the contents are on the disk.
    virtual Result<void> sync() = 0;
};

/// Hands all bytes of a file to the system once more. After a sync that failed, pages that never reached the disk look
/// as if they had, and another sync passes them over (Linux): only writing them again helps.
Result<void> writeAgain(File& file);

/// A read-only view of a whole file, mapped where the system can. The bytes live as long as the object.
/// Threads: thread-safe.
class MappedFile {
  public:
    virtual ~MappedFile() = default;
    virtual std::span<const std::byte> bytes() const = 0;
    /// The bytes [begin, end) were read through and will hardly be wanted soon: they may leave this process's memory.
    /// Reading them again maps them anew.
    virtual void release(std::uint64_t begin, std::uint64_t end) const;
};

/// Holds an exclusive lock on a file until destroyed.
class FileLock {
  public:
    virtual ~FileLock() = default;
};

struct DiskSpace {
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0; ///< Free for us.
};

/// The disk, passed in through constructors so that tests can fail the n-th call, fill up or lose unsynced bytes.
/// Paths are UTF-8, `/`-separated. Threads: thread-safe.
class FileSystem {
  public:
    virtual ~FileSystem() = default;

    enum class OpenMode { kRead, kCreateNew, kAppend, kTruncate };
    virtual Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
    virtual Result<std::unique_ptr<MappedFile>> map(const std::string& path) = 0;
    /// Locks `path` (created if need be) for this process; kConflict with the owner's process id where another has it.
    virtual Result<std::unique_ptr<FileLock>> lock(const std::string& path) = 0;

    virtual bool exists(const std::string& path) = 0;
    virtual bool isDirectory(const std::string& path) = 0;
    virtual Result<std::uint64_t> fileSize(const std::string& path) = 0;
    /// Of the file system that holds `path`.
    virtual Result<DiskSpace> space(const std::string& path) = 0;
    /// A second name for a file; its bytes exist once.
    virtual Result<void> link(const std::string& from, const std::string& to) = 0;
    /// Those that are missing on the way to `path`; they are durable when it returns.
    virtual Result<void> createDirectories(const std::string& path) = 0;
    /// Names (not paths) of the entries of a directory, sorted.
    virtual Result<std::vector<std::string>> list(const std::string& path) = 0;
    /// Of a file or a directory; a file at `to` is replaced.
    virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
    virtual Result<void> remove(const std::string& path) = 0;
    virtual Result<void> removeAll(const std::string& path) = 0;
    /// Makes renames, creations and removals in the directory durable.
    virtual Result<void> syncDirectory(const std::string& path) = 0;

    /// The whole file; kLimit where it is larger than `maxBytes`.
    Result<std::string> readAll(const std::string& path, std::uint64_t maxBytes = 64U << 20U);
    /// Replaces a file so that a crash leaves the old or the new contents: write-temp, sync, rename, sync-directory.
    Result<void> replaceAtomically(const std::string& path, std::string_view contents);
};

/// The real disk.
class PosixFileSystem final : public FileSystem {
  public:
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
};

} // namespace hearth
