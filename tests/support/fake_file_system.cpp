// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_file_system.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace hearth::tests {
namespace {

std::string parentOf(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

std::string_view asText(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A copy of a file's bytes, as they were when it was mapped.
class Copy final : public MappedFile {
  public:
    explicit Copy(std::string bytes)
        : m_bytes(std::move(bytes)) {}
    std::span<const std::byte> bytes() const override { return std::as_bytes(std::span(m_bytes)); }

  private:
    const std::string m_bytes;
};

} // namespace

class FakeFileSystem::Handle final : public File {
  public:
    Handle(FakeFileSystem& owner, std::string path, std::shared_ptr<Contents> contents)
        : m_owner(owner)
        , m_path(std::move(path))
        , m_contents(std::move(contents)) {}

    Result<void> append(std::span<const std::byte> bytes) override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(m_owner.change("write", m_path));
        return m_owner.write(*m_contents, asText(bytes), m_path);
    }
    Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> out) const override {
        const std::lock_guard lock(m_owner.m_mutex);
        const auto& bytes = m_contents->bytes;
        const auto begin = std::min<std::uint64_t>(offset, bytes.size());
        const auto size = std::min<std::size_t>(out.size(), bytes.size() - begin);
        std::memcpy(out.data(), bytes.data() + begin, size);
        return size;
    }
    Result<std::uint64_t> size() const override {
        const std::lock_guard lock(m_owner.m_mutex);
        return m_contents->bytes.size();
    }
    Result<void> truncate(std::uint64_t size) override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(m_owner.change("truncate", m_path));
        m_contents->bytes.resize(size);
        return {};
    }
    Result<void> overwrite(std::uint64_t offset, std::span<const std::byte> bytes) override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(m_owner.change("write", m_path));
        if (offset + bytes.size() > m_contents->bytes.size()) {
            return fail(ErrorCode::kIo, "write " + m_path + ": beyond its end");
        }
        std::memcpy(m_contents->bytes.data() + offset, bytes.data(), bytes.size());
        return {};
    }
    Result<void> sync() override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(m_owner.change("sync", m_path));
        m_contents->synced = m_contents->bytes;
        return {};
    }

  private:
    FakeFileSystem& m_owner;
    const std::string m_path;
    const std::shared_ptr<Contents> m_contents;
};

class FakeFileSystem::Lock final : public FileLock {
  public:
    Lock(FakeFileSystem& owner, std::string path)
        : m_owner(owner)
        , m_path(std::move(path)) {}
    ~Lock() override {
        const std::lock_guard lock(m_owner.m_mutex);
        m_owner.m_locked.erase(m_path);
    }

  private:
    FakeFileSystem& m_owner;
    const std::string m_path;
};

FakeFileSystem::FakeFileSystem()
    : m_directories{"/"} {}
FakeFileSystem::~FakeFileSystem() = default;

void FakeFileSystem::failFromCall(std::size_t call) {
    const std::lock_guard lock(m_mutex);
    m_changes = 0;
    m_failFrom = call;
}

void FakeFileSystem::heal() {
    const std::lock_guard lock(m_mutex);
    m_failFrom.reset();
}

std::size_t FakeFileSystem::changeCount() const {
    const std::lock_guard lock(m_mutex);
    return m_changes;
}

void FakeFileSystem::setCapacity(std::optional<std::uint64_t> bytes) {
    const std::lock_guard lock(m_mutex);
    m_capacity = bytes;
}

void FakeFileSystem::powerCut(std::size_t keep) {
    const std::lock_guard lock(m_mutex);
    for (const auto& [path, file] : m_durable) {
        if (file->bytes.starts_with(file->synced)) {
            file->bytes.resize(std::min(file->bytes.size(), file->synced.size() + keep));
        } else {
            file->bytes = file->synced;
        }
        file->synced = file->bytes;
    }
    m_files = m_durable;
}

std::uint64_t FakeFileSystem::usedBytes() const {
    const std::lock_guard lock(m_mutex);
    return usedBytesLocked();
}

std::uint64_t FakeFileSystem::usedBytesLocked() const {
    std::uint64_t used = 0;
    for (const auto& [path, file] : m_files) {
        used += file->bytes.size();
    }
    return used;
}

void FakeFileSystem::overwrite(const std::string& path, std::uint64_t offset, std::string_view bytes) {
    const std::lock_guard lock(m_mutex);
    find(path)->bytes.replace(offset, bytes.size(), bytes);
}

std::shared_ptr<FakeFileSystem::Contents> FakeFileSystem::find(const std::string& path) const {
    const auto found = m_files.find(path);
    return found == m_files.end() ? nullptr : found->second;
}

Result<void> FakeFileSystem::change(const char* what, const std::string& path) {
    ++m_changes;
    if (m_failFrom && m_changes >= *m_failFrom) {
        return fail(ErrorCode::kIo, std::string(what) + " " + path + ": Input/output error");
    }
    return {};
}

Result<void> FakeFileSystem::write(Contents& file, std::string_view bytes, const std::string& path) {
    const auto used = usedBytesLocked();
    const auto room = m_capacity ? *m_capacity - std::min(*m_capacity, used) : bytes.size();
    file.bytes += bytes.substr(0, room);
    return bytes.size() <= room ? Result<void>() : fail(ErrorCode::kIo, "write " + path + ": No space left on device");
}

Result<std::unique_ptr<File>> FakeFileSystem::open(const std::string& path, OpenMode mode) {
    const std::lock_guard lock(m_mutex);
    auto file = find(path);
    if (mode == OpenMode::kRead && !file) {
        return fail(ErrorCode::kNotFound, "open " + path + ": No such file or directory");
    }
    if (mode == OpenMode::kCreateNew && file) {
        return fail(ErrorCode::kIo, "open " + path + ": File exists");
    }
    if (!m_directories.contains(parentOf(path))) {
        return fail(ErrorCode::kNotFound, "open " + path + ": No such file or directory");
    }
    if (!file) {
        HEARTH_TRY(change("open", path));
        file = std::make_shared<Contents>();
        m_files[path] = file;
    } else if (mode == OpenMode::kTruncate) {
        HEARTH_TRY(change("open", path));
        file->bytes.clear();
    }
    return std::make_unique<Handle>(*this, path, std::move(file));
}

Result<std::unique_ptr<MappedFile>> FakeFileSystem::map(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    const auto file = find(path);
    if (!file) {
        return fail(ErrorCode::kNotFound, "open " + path + ": No such file or directory");
    }
    return std::make_unique<Copy>(file->bytes);
}

Result<std::unique_ptr<FileLock>> FakeFileSystem::lock(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    if (!m_locked.insert(path).second) {
        return fail(ErrorCode::kConflict, path + " is locked by process 1");
    }
    if (!find(path)) {
        m_files[path] = std::make_shared<Contents>();
    }
    return std::make_unique<Lock>(*this, path);
}

bool FakeFileSystem::exists(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    return m_files.contains(path) || m_directories.contains(path);
}

bool FakeFileSystem::isDirectory(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    return m_directories.contains(path);
}

Result<std::uint64_t> FakeFileSystem::fileSize(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    const auto file = find(path);
    return file ? Result<std::uint64_t>(file->bytes.size())
                : fail(ErrorCode::kNotFound, "stat " + path + ": No such file or directory");
}

Result<DiskSpace> FakeFileSystem::space(const std::string& /*path*/) {
    const std::lock_guard lock(m_mutex);
    const auto total = m_capacity.value_or(std::uint64_t{1} << 40U);
    return DiskSpace{total, total - std::min(total, usedBytesLocked())};
}

Result<void> FakeFileSystem::link(const std::string& from, const std::string& to) {
    const std::lock_guard lock(m_mutex);
    HEARTH_TRY(change("link", from));
    const auto file = find(from);
    if (!file) {
        return fail(ErrorCode::kNotFound, "link " + from + ": No such file or directory");
    }
    m_files[to] = file;
    return {};
}

Result<void> FakeFileSystem::createDirectories(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    for (auto part = path; part != "/"; part = parentOf(part)) {
        m_directories.insert(part);
    }
    return {};
}

Result<std::vector<std::string>> FakeFileSystem::list(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    if (!m_directories.contains(path)) {
        return fail(ErrorCode::kNotFound, "list " + path + ": No such file or directory");
    }
    std::set<std::string> names;
    const auto add = [&](const std::string& entry) {
        if (entry != path && parentOf(entry) == path) {
            names.insert(entry.substr(entry.rfind('/') + 1));
        }
    };
    std::ranges::for_each(m_directories, add);
    for (const auto& [entry, file] : m_files) {
        add(entry);
    }
    return std::vector<std::string>(names.begin(), names.end());
}

Result<void> FakeFileSystem::rename(const std::string& from, const std::string& to) {
    const std::lock_guard lock(m_mutex);
    HEARTH_TRY(change("rename", from));
    if (m_directories.contains(from)) {
        renameDirectory(from, to);
        return {};
    }
    auto file = find(from);
    if (!file) {
        return fail(ErrorCode::kNotFound, "rename " + from + ": No such file or directory");
    }
    m_files.erase(from);
    m_files[to] = std::move(file);
    return {};
}

void FakeFileSystem::renameDirectory(const std::string& from, const std::string& to) {
    const auto renamed = [&](const std::string& path) { return to + path.substr(from.size()); };
    const auto isInside = [&](const std::string& path) { return path == from || path.starts_with(from + "/"); };
    Entries files;
    for (const auto& [path, file] : m_files) {
        files[isInside(path) ? renamed(path) : path] = file;
    }
    m_files = std::move(files);
    std::set<std::string> directories;
    for (const auto& path : m_directories) {
        directories.insert(isInside(path) ? renamed(path) : path);
    }
    m_directories = std::move(directories);
}

Result<void> FakeFileSystem::remove(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    HEARTH_TRY(change("remove", path));
    return m_files.erase(path) == 1 ? Result<void>()
                                    : fail(ErrorCode::kNotFound, "remove " + path + ": No such file or directory");
}

Result<void> FakeFileSystem::removeAll(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    HEARTH_TRY(change("remove", path));
    const auto isInside = [&](const std::string& entry) { return entry == path || entry.starts_with(path + "/"); };
    std::erase_if(m_files, [&](const auto& entry) { return isInside(entry.first); });
    std::erase_if(m_directories, isInside);
    return {};
}

Result<void> FakeFileSystem::syncDirectory(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    HEARTH_TRY(change("sync", path));
    std::erase_if(m_durable, [&](const auto& entry) { return parentOf(entry.first) == path; });
    for (const auto& [entry, file] : m_files) {
        if (parentOf(entry) == path) {
            m_durable[entry] = file;
        }
    }
    return {};
}

} // namespace hearth::tests
