// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file_system.h"

namespace hearth {
namespace {

std::unexpected<Error> errorOf(int number, std::string_view action, const std::string& path) {
    auto error = Error::fromErrno(fmt::format("{} {}", action, path), number);
    if (number == ENOENT) {
        return fail(ErrorCode::kNotFound, error.message());
    }
    return std::unexpected(std::move(error));
}

std::unexpected<Error> osError(std::string_view action, const std::string& path) {
    return errorOf(errno, action, path);
}

std::unexpected<Error> libraryError(std::string_view action, const std::string& path, const std::error_code& code) {
    return errorOf(code.value(), action, path);
}

/// Owns a file descriptor.
class Descriptor {
  public:
    explicit Descriptor(int number)
        : m_number(number) {}
    ~Descriptor() {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }
    Descriptor(Descriptor&& other) noexcept
        : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;

    int number() const { return m_number; }

  private:
    int m_number;
};

class PosixFile final : public File {
  public:
    PosixFile(std::string path, Descriptor descriptor)
        : m_path(std::move(path))
        , m_file(std::move(descriptor)) {}

    Result<void> append(std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const auto written = ::write(m_file.number(), bytes.data(), bytes.size());
            if (written < 0) {
                if (errno == EINTR) {
                    continue;
                }
                return osError("write", m_path);
            }
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }

    Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> out) const override {
        std::size_t total = 0;
        while (total < out.size()) {
            const auto count =
                ::pread(m_file.number(), out.data() + total, out.size() - total, static_cast<off_t>(offset + total));
            if (count < 0) {
                if (errno == EINTR) {
                    continue;
                }
                return osError("read", m_path);
            }
            if (count == 0) {
                break;
            }
            total += static_cast<std::size_t>(count);
        }
        return total;
    }

    Result<std::uint64_t> size() const override {
        struct stat facts{};
        if (::fstat(m_file.number(), &facts) != 0) {
            return osError("stat", m_path);
        }
        return static_cast<std::uint64_t>(facts.st_size);
    }

    Result<void> truncate(std::uint64_t size) override {
        if (::ftruncate(m_file.number(), static_cast<off_t>(size)) != 0) {
            return osError("truncate", m_path);
        }
        return {};
    }

    Result<void> overwrite(std::uint64_t offset, std::span<const std::byte> bytes) override {
        if (offset + bytes.size() > HEARTH_TRY(size())) {
            return fail(ErrorCode::kIo, fmt::format("write {}: beyond its end", m_path));
        }
        // Linux appends whatever is written through such a descriptor, wherever it is told to write.
        const int flags = ::fcntl(m_file.number(), F_GETFL);
        if (flags < 0 || ::fcntl(m_file.number(), F_SETFL, flags & ~O_APPEND) != 0) {
            return osError("write", m_path);
        }
        auto result = writeAt(offset, bytes);
        if (::fcntl(m_file.number(), F_SETFL, flags) != 0) {
            return osError("write", m_path);
        }
        return result;
    }

    Result<void> sync() override {
        if (::fdatasync(m_file.number()) != 0) {
            return osError("sync", m_path);
        }
        return {};
    }

  private:
    Result<void> writeAt(std::uint64_t offset, std::span<const std::byte> bytes) {
        while (!bytes.empty()) {
            const auto written = ::pwrite(m_file.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
            if (written < 0) {
                if (errno == EINTR) {
                    continue;
                }
                return osError("write", m_path);
            }
            offset += static_cast<std::uint64_t>(written);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }

    const std::string m_path;
    const Descriptor m_file;
};

class PosixMapping final : public MappedFile {
  public:
    PosixMapping(void* start, std::size_t size)
        : m_start(start)
        , m_size(size) {}
    ~PosixMapping() override {
        if (m_size != 0) {
            ::munmap(m_start, m_size);
        }
    }
    PosixMapping(const PosixMapping&) = delete;
    PosixMapping& operator=(const PosixMapping&) = delete;

    std::span<const std::byte> bytes() const override { return {static_cast<const std::byte*>(m_start), m_size}; }

    void release(std::uint64_t begin, std::uint64_t end) const override {
        const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
        const auto first = (begin + page - 1) / page * page;
        const auto last = std::min<std::uint64_t>(end, m_size) / page * page;
        if (first < last) {
            ::madvise(static_cast<std::byte*>(m_start) + first, last - first, MADV_DONTNEED);
        }
    }

  private:
    void* const m_start;
    const std::size_t m_size;
};

class PosixLock final : public FileLock {
  public:
    explicit PosixLock(Descriptor descriptor)
        : m_file(std::move(descriptor)) {}

  private:
    const Descriptor m_file; ///< Closing releases the lock.
};

int openFlags(FileSystem::OpenMode mode) {
    switch (mode) {
    case FileSystem::OpenMode::kRead:
        return O_RDONLY;
    case FileSystem::OpenMode::kCreateNew:
        return O_RDWR | O_CREAT | O_EXCL | O_APPEND;
    case FileSystem::OpenMode::kAppend:
        return O_RDWR | O_CREAT | O_APPEND;
    case FileSystem::OpenMode::kTruncate:
        return O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    }
    return O_RDONLY;
}

Result<void> syncDescriptor(const Descriptor& directory, const std::string& path) {
    // Some file systems (network, FUSE) have no notion of it and say so.
    return ::fsync(directory.number()) == 0 || errno == EINVAL ? Result<void>() : osError("sync", path);
}

/// Makes the name of a new directory durable, where we may open the directory that holds it.
Result<void> syncParent(const std::string& path) {
    const auto slash = path.rfind('/');
    const auto parent = slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
    const Descriptor descriptor(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.number() < 0) {
        return errno == EACCES ? Result<void>() : osError("open", parent);
    }
    return syncDescriptor(descriptor, parent);
}

constexpr mode_t kFileMode = 0666; // the umask takes away what the person does not want
constexpr mode_t kDirectoryMode = 0777;

/// The process id that a lock file's owner wrote into it.
std::string ownerText(int descriptor) {
    char buffer[32];
    const auto count = ::pread(descriptor, buffer, sizeof(buffer), 0);
    int owner = 0;
    if (count <= 0 || std::from_chars(buffer, buffer + count, owner).ec != std::errc()) {
        return "another process";
    }
    return fmt::format("process {}", owner);
}

} // namespace

Result<std::unique_ptr<File>> PosixFileSystem::open(const std::string& path, OpenMode mode) {
    Descriptor descriptor(::open(path.c_str(), openFlags(mode) | O_CLOEXEC, kFileMode));
    if (descriptor.number() < 0) {
        return osError("open", path);
    }
    return std::make_unique<PosixFile>(path, std::move(descriptor));
}

Result<std::unique_ptr<MappedFile>> PosixFileSystem::map(const std::string& path) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (descriptor.number() < 0) {
        return osError("open", path);
    }
    struct stat facts{};
    if (::fstat(descriptor.number(), &facts) != 0) {
        return osError("stat", path);
    }
    const auto size = static_cast<std::size_t>(facts.st_size);
    void* start = nullptr;
    if (size != 0) {
        start = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor.number(), 0);
        if (start == MAP_FAILED) {
            return osError("map", path);
        }
    }
    return std::make_unique<PosixMapping>(start, size);
}

Result<std::unique_ptr<FileLock>> PosixFileSystem::lock(const std::string& path) {
    Descriptor descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kFileMode));
    if (descriptor.number() < 0) {
        return osError("open", path);
    }
    if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            return osError("lock", path);
        }
        return fail(ErrorCode::kConflict, fmt::format("{} is locked by {}", path, ownerText(descriptor.number())));
    }
    const auto owner = fmt::format("{}\n", ::getpid());
    if (::ftruncate(descriptor.number(), 0) != 0 || ::pwrite(descriptor.number(), owner.data(), owner.size(), 0) < 0) {
        return osError("write", path);
    }
    return std::make_unique<PosixLock>(std::move(descriptor));
}

bool PosixFileSystem::exists(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

bool PosixFileSystem::isDirectory(const std::string& path) {
    std::error_code code;
    return std::filesystem::is_directory(path, code);
}

Result<std::uint64_t> PosixFileSystem::fileSize(const std::string& path) {
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) {
        return osError("stat", path);
    }
    if (S_ISDIR(facts.st_mode)) {
        return errorOf(EISDIR, "stat", path);
    }
    return static_cast<std::uint64_t>(facts.st_size);
}

Result<DiskSpace> PosixFileSystem::space(const std::string& path) {
    struct statvfs facts{};
    if (::statvfs(path.c_str(), &facts) != 0) {
        return osError("statvfs", path);
    }
    return DiskSpace{std::uint64_t{facts.f_blocks} * facts.f_frsize, std::uint64_t{facts.f_bavail} * facts.f_frsize};
}

Result<void> PosixFileSystem::link(const std::string& from, const std::string& to) {
    if (::link(from.c_str(), to.c_str()) != 0) {
        return osError("link", fmt::format("{} to {}", from, to));
    }
    return {};
}

Result<void> PosixFileSystem::createDirectories(const std::string& path) {
    for (auto slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        const auto part = path.substr(0, slash);
        if (::mkdir(part.c_str(), kDirectoryMode) == 0) {
            HEARTH_TRY(syncParent(part));
        } else if (errno != EEXIST) {
            return osError("create directory", part);
        }
        if (slash == std::string::npos) {
            break;
        }
    }
    std::error_code code;
    if (!std::filesystem::is_directory(path, code)) {
        return fail(ErrorCode::kIo, fmt::format("{} is not a directory", path));
    }
    return {};
}

Result<std::vector<std::string>> PosixFileSystem::list(const std::string& path) {
    std::error_code code;
    std::vector<std::string> names;
    for (auto it = std::filesystem::directory_iterator(path, code);
         !code && it != std::filesystem::directory_iterator(); it.increment(code)) {
        names.push_back(it->path().filename().string());
    }
    if (code) {
        return libraryError("list", path, code);
    }
    std::ranges::sort(names);
    return names;
}

Result<void> PosixFileSystem::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return osError("rename", fmt::format("{} to {}", from, to));
    }
    return {};
}

Result<void> PosixFileSystem::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0) {
        return osError("remove", path);
    }
    return {};
}

Result<void> PosixFileSystem::removeAll(const std::string& path) {
    std::error_code code;
    std::filesystem::remove_all(path, code);
    if (code) {
        return libraryError("remove", path, code);
    }
    return {};
}

Result<void> PosixFileSystem::syncDirectory(const std::string& path) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.number() < 0) {
        return osError("open", path);
    }
    return syncDescriptor(descriptor, path);
}

} // namespace hearth
