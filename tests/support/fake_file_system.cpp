// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_file_system.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <vector>

namespace hearth::tests {
namespace {

std::unexpected<Error> notFound(const std::string& what, const std::string& path) {
    return fail(ErrorCode::kNotFound, what + " " + path + ": No such file or directory");
}

std::unexpected<Error> refused(const std::string& what, const std::string& path, const char* why) {
    return fail(ErrorCode::kIo, what + " " + path + ": " + why);
}

/// A file's bytes as long as it was when it was mapped; they are shared, not copied.
class FakeMapping final : public MappedFile {
  public:
    explicit FakeMapping(const FakeFileBytes& bytes)
        : m_buffer(bytes.view())
        , m_bytes(bytes.bytes()) {}
    std::span<const std::byte> bytes() const override { return m_bytes; }

  private:
    const FakeFileBytes::Buffer m_buffer;
    const std::span<const std::byte> m_bytes;
};

} // namespace

class FakeFileSystem::Handle final : public File {
  public:
    Handle(FakeFileSystem& owner, std::string path, FakeNodePtr node, bool readOnly)
        : m_owner(owner)
        , m_path(std::move(path))
        , m_node(std::move(node))
        , m_life(owner.m_lives)
        , m_readOnly(readOnly) {}

    Result<void> append(std::span<const std::byte> bytes) override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(mayWrite("write"));
        if (auto possible = m_owner.change("write", m_path); !possible) {
            // Whoever relies on all or nothing finds out.
            if (!m_owner.isFrozen()) {
                (void)m_owner.write(*m_node, bytes.first(bytes.size() * (m_owner.m_changes % 4) / 4), m_path);
            }
            return possible;
        }
        return m_owner.write(*m_node, bytes, m_path);
    }
    Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> out) const override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(isAlive("read"));
        const auto bytes = m_node->bytes.bytes();
        const auto begin = std::min<std::uint64_t>(offset, bytes.size());
        const auto size = std::min<std::size_t>(out.size(), bytes.size() - begin);
        if (size != 0) {
            std::memcpy(out.data(), bytes.data() + begin, size);
        }
        return size;
    }
    Result<std::uint64_t> size() const override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(isAlive("stat"));
        return m_node->bytes.size();
    }
    Result<void> truncate(std::uint64_t size) override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(mayWrite("truncate"));
        HEARTH_TRY(m_owner.change("truncate", m_path));
        return m_owner.truncate(*m_node, size);
    }
    Result<void> overwrite(std::uint64_t offset, std::span<const std::byte> bytes) override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(mayWrite("write"));
        HEARTH_TRY(m_owner.change("write", m_path));
        if (offset + bytes.size() > m_node->bytes.size()) {
            return refused("write", m_path, "beyond its end");
        }
        m_node->bytes.overwrite(offset, bytes);
        return {};
    }
    Result<void> sync() override {
        const std::lock_guard lock(m_owner.m_mutex);
        HEARTH_TRY(isAlive("sync"));
        if (auto possible = m_owner.change("sync", m_path); !possible) {
            if (m_owner.m_forgetsFailedSyncs && !m_owner.isFrozen()) {
                m_node->bytes.failSync();
            }
            return possible;
        }
        if (!m_owner.m_ignoresSync) {
            m_node->bytes.sync();
        }
        return {};
    }

  private:
    Result<void> isAlive(const char* what) const {
        return m_life == m_owner.m_lives ? Result<void>() : refused(what, m_path, "the process has ended");
    }
    Result<void> mayWrite(const char* what) const {
        HEARTH_TRY(isAlive(what));
        return m_readOnly ? refused(what, m_path, "Bad file descriptor") : Result<void>();
    }

    FakeFileSystem& m_owner;
    const std::string m_path;
    const FakeNodePtr m_node;
    const std::size_t m_life;
    const bool m_readOnly;
};

class FakeFileSystem::Lock final : public FileLock {
  public:
    Lock(FakeFileSystem& owner, std::string path)
        : m_owner(owner)
        , m_path(std::move(path))
        , m_life(owner.m_lives) {}
    ~Lock() override {
        const std::lock_guard lock(m_owner.m_mutex);
        if (m_life == m_owner.m_lives) {
            m_owner.m_locked.erase(m_path);
        }
    }

  private:
    FakeFileSystem& m_owner;
    const std::string m_path;
    const std::size_t m_life;
};

FakeFileSystem::FakeFileSystem() = default;
FakeFileSystem::~FakeFileSystem() = default;

void FakeFileSystem::failFromCall(std::size_t call) {
    failCalls(call, std::numeric_limits<std::size_t>::max() - call);
}

void FakeFileSystem::failCalls(std::size_t call, std::size_t count) {
    const std::lock_guard lock(m_mutex);
    m_changes = 0;
    m_failFrom = call;
    m_failEnd = call + count;
    m_freezes = false;
}

void FakeFileSystem::freezeFromCall(std::size_t call) {
    failFromCall(call);
    const std::lock_guard lock(m_mutex);
    m_freezes = true;
}

void FakeFileSystem::heal() {
    const std::lock_guard lock(m_mutex);
    m_failFrom = m_failEnd = 0;
    m_freezes = false;
}

std::size_t FakeFileSystem::changeCount() const {
    const std::lock_guard lock(m_mutex);
    return m_changes;
}

void FakeFileSystem::forgetFailedSyncs(bool forgets) {
    const std::lock_guard lock(m_mutex);
    m_forgetsFailedSyncs = forgets;
}

void FakeFileSystem::ignoreSync(bool ignores) {
    const std::lock_guard lock(m_mutex);
    m_ignoresSync = ignores;
}

void FakeFileSystem::setCapacity(std::optional<std::uint64_t> bytes) {
    const std::lock_guard lock(m_mutex);
    m_capacity = bytes;
}

void FakeFileSystem::powerCut(std::size_t keep) {
    const std::lock_guard lock(m_mutex);
    m_tree.losePower();
    m_tree.forEachFile([&](FakeNode& file) { file.bytes.losePower(keep); });
    afterPowerCut();
}

void FakeFileSystem::powerCut(const RandomSource& random) {
    const std::lock_guard lock(m_mutex);
    m_tree.losePower(random);
    m_tree.forEachFile([&](FakeNode& file) { file.bytes.losePower(random); });
    afterPowerCut();
}

void FakeFileSystem::endProcess() {
    const std::lock_guard lock(m_mutex);
    endProcessLocked();
}

void FakeFileSystem::endProcessLocked() {
    ++m_lives;
    m_locked.clear();
}

void FakeFileSystem::afterPowerCut() {
    endProcessLocked();
    m_used = 0;
    m_tree.forEachFile([&](const FakeNode& file) { m_used += file.bytes.size(); });
}

std::uint64_t FakeFileSystem::usedBytes() const {
    const std::lock_guard lock(m_mutex);
    return m_used;
}

void FakeFileSystem::overwrite(const std::string& path, std::uint64_t offset, std::string_view bytes) {
    const std::lock_guard lock(m_mutex);
    m_tree.find(path)->bytes.rot(offset, std::as_bytes(std::span(bytes)));
}

Result<FakeNodePtr> FakeFileSystem::findFile(const char* what, const std::string& path) const {
    auto node = m_tree.find(path);
    if (!node) {
        return notFound(what, path);
    }
    if (node->isDirectory) {
        return refused(what, path, "Is a directory");
    }
    return node;
}

Result<void> FakeFileSystem::change(const char* what, const std::string& path) {
    ++m_changes;
    return m_changes >= m_failFrom && m_changes < m_failEnd ? refused(what, path, "Input/output error")
                                                            : Result<void>();
}

Result<void> FakeFileSystem::write(FakeNode& file, std::span<const std::byte> bytes, const std::string& path) {
    const auto room = m_capacity ? *m_capacity - std::min(*m_capacity, m_used) : bytes.size();
    const auto fitting = std::min<std::uint64_t>(room, bytes.size());
    file.bytes.append(bytes.first(static_cast<std::size_t>(fitting)));
    m_used += file.links != 0 ? fitting : 0;
    return fitting == bytes.size() ? Result<void>() : refused("write", path, "No space left on device");
}

Result<void> FakeFileSystem::truncate(FakeNode& file, std::uint64_t size) {
    m_used += file.links != 0 ? size - file.bytes.size() : 0;
    file.bytes.truncate(size);
    return {};
}

Result<FakeNodePtr> FakeFileSystem::openNode(const std::string& path, OpenMode mode) {
    if (auto node = m_tree.find(path)) {
        if (node->isDirectory) {
            return refused("open", path, "Is a directory");
        }
        if (mode == OpenMode::kCreateNew) {
            return refused("open", path, "File exists");
        }
        if (mode == OpenMode::kTruncate) {
            HEARTH_TRY(change("open", path));
            HEARTH_TRY(truncate(*node, 0));
        }
        return node;
    }
    if (mode == OpenMode::kRead || !m_tree.parentOf(path)) {
        return notFound("open", path);
    }
    HEARTH_TRY(change("open", path));
    auto node = std::make_shared<FakeNode>(false);
    m_tree.add(path, node);
    return node;
}

Result<std::unique_ptr<File>> FakeFileSystem::open(const std::string& path, OpenMode mode) {
    const std::lock_guard lock(m_mutex);
    auto node = HEARTH_TRY(openNode(path, mode));
    return std::make_unique<Handle>(*this, path, std::move(node), mode == OpenMode::kRead);
}

Result<std::unique_ptr<MappedFile>> FakeFileSystem::map(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    return std::make_unique<FakeMapping>(HEARTH_TRY(findFile("open", path))->bytes);
}

Result<std::unique_ptr<FileLock>> FakeFileSystem::lock(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    if (m_locked.contains(path)) {
        return fail(ErrorCode::kConflict, path + " is locked by process 1");
    }
    HEARTH_TRY(openNode(path, OpenMode::kAppend));
    m_locked.insert(path);
    return std::make_unique<Lock>(*this, path);
}

bool FakeFileSystem::exists(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    return m_tree.find(path) != nullptr;
}

bool FakeFileSystem::isDirectory(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    const auto node = m_tree.find(path);
    return node && node->isDirectory;
}

Result<std::uint64_t> FakeFileSystem::fileSize(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    return HEARTH_TRY(findFile("stat", path))->bytes.size();
}

Result<DiskSpace> FakeFileSystem::space(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    if (!m_tree.find(path)) {
        return notFound("statvfs", path);
    }
    const auto total = m_capacity.value_or(std::uint64_t{1} << 40U);
    return DiskSpace{total, total - std::min(total, m_used)};
}

Result<void> FakeFileSystem::link(const std::string& from, const std::string& to) {
    const std::lock_guard lock(m_mutex);
    HEARTH_TRY(change("link", from));
    auto node = HEARTH_TRY(findFile("link", from));
    if (!m_tree.parentOf(to)) {
        return notFound("link", to);
    }
    if (m_tree.find(to)) {
        return refused("link", to, "File exists");
    }
    m_tree.add(to, std::move(node));
    return {};
}

Result<void> FakeFileSystem::createDirectories(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    for (auto slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        const auto part = path.substr(0, slash);
        const auto node = m_tree.find(part);
        if (node && !node->isDirectory) {
            return refused("create directory", part, "Not a directory");
        }
        if (!node) {
            HEARTH_TRY(change("create directory", part));
            m_tree.add(part, std::make_shared<FakeNode>(true));
            m_tree.sync(m_tree.parentOf(part));
        }
        if (slash == std::string::npos) {
            return {};
        }
    }
}

Result<std::vector<std::string>> FakeFileSystem::list(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    const auto node = m_tree.find(path);
    if (!node) {
        return notFound("list", path);
    }
    if (!node->isDirectory) {
        return refused("list", path, "Not a directory");
    }
    std::vector<std::string> names;
    for (const auto& [name, entry] : node->entries) {
        names.push_back(name);
    }
    return names;
}

Result<void> FakeFileSystem::rename(const std::string& from, const std::string& to) {
    const std::lock_guard lock(m_mutex);
    HEARTH_TRY(change("rename", from));
    const auto node = m_tree.find(from);
    if (!node || !m_tree.parentOf(to)) {
        return notFound("rename", from);
    }
    if (to.starts_with(from + "/")) {
        return refused("rename", from, "Invalid argument");
    }
    if (const auto old = m_tree.find(to); old && old != node) {
        if (old->isDirectory != node->isDirectory) {
            return refused("rename", to, old->isDirectory ? "Is a directory" : "Not a directory");
        }
        if (!old->entries.empty()) {
            return refused("rename", to, "Directory not empty");
        }
        m_used -= old->links == 1 ? old->bytes.size() : 0;
    }
    m_tree.rename(from, to);
    return {};
}

void FakeFileSystem::unlink(const std::string& path) {
    const auto node = m_tree.find(path);
    m_used -= node->links == 1 ? node->bytes.size() : 0;
    m_tree.remove(path);
}

Result<void> FakeFileSystem::remove(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    HEARTH_TRY(change("remove", path));
    HEARTH_TRY(findFile("remove", path));
    unlink(path);
    return {};
}

/// As one entry after the other, so that it can end half-way.
Result<void> FakeFileSystem::removeTree(const std::string& path) {
    const auto node = m_tree.find(path);
    if (!node) {
        return {};
    }
    if (node->isDirectory) {
        const auto entries = node->entries;
        for (const auto& [name, entry] : entries) {
            HEARTH_TRY(removeTree(path + "/" + name));
        }
    }
    HEARTH_TRY(change("remove", path));
    unlink(path);
    return {};
}

Result<void> FakeFileSystem::removeAll(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    return removeTree(path);
}

Result<void> FakeFileSystem::syncDirectory(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    HEARTH_TRY(change("sync", path));
    const auto node = m_tree.find(path);
    if (!node || !node->isDirectory) {
        return notFound("open", path);
    }
    m_tree.sync(node);
    return {};
}

} // namespace hearth::tests
