// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "discovery/directory_watcher.h"

namespace hearth::discovery {
namespace {

/// What means that a file may have new contents, or is gone.
constexpr std::uint32_t kEvents =
    IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr std::int64_t kLongestWaitMs = 60'000;

class Descriptor {
  public:
    explicit Descriptor(int fd)
        : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0) {
            close(m_fd);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }

  private:
    const int m_fd;
};

class InotifyWatcher final : public DirectoryWatcher {
  public:
    explicit InotifyWatcher(const Clock& clock)
        : m_clock(clock)
        , m_inotify(inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
        , m_event(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

    void watch(const std::set<std::string>& directories) override {
        std::erase_if(m_watches, [&](const auto& watch) {
            if (directories.contains(watch.second)) {
                return false;
            }
            inotify_rm_watch(m_inotify.get(), watch.first);
            return true;
        });
        for (const auto& directory : directories) {
            // Adding again yields the same number, and finds a directory that was made meanwhile.
            const auto id = inotify_add_watch(m_inotify.get(), directory.c_str(), kEvents | IN_ONLYDIR);
            if (id >= 0) {
                m_watches[id] = directory;
            }
        }
    }

    std::vector<std::string> wait(MonotonicTime deadline) override {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - m_clock.monotonic()).count();
        std::array<pollfd, 2> polled{{{.fd = m_event.get(), .events = POLLIN, .revents = 0},
                                      {.fd = m_inotify.get(), .events = POLLIN, .revents = 0}}};
        ::poll(polled.data(), polled.size(), static_cast<int>(std::clamp<std::int64_t>(left, 0, kLongestWaitMs)));
        std::uint64_t count = 0;
        [[maybe_unused]] const auto drained = read(m_event.get(), &count, sizeof(count));
        return readEvents();
    }

    void wake() override {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = write(m_event.get(), &one, sizeof(one));
    }

  private:
    std::vector<std::string> readEvents() {
        std::set<std::string> changed;
        alignas(inotify_event) std::array<char, 16'384> buffer;
        for (ssize_t size = 0; (size = read(m_inotify.get(), buffer.data(), buffer.size())) > 0;) {
            for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(size);) {
                inotify_event event{};
                std::memcpy(&event, buffer.data() + at, sizeof(event));
                at += sizeof(event) + event.len;
                note(event, changed);
            }
        }
        return {changed.begin(), changed.end()};
    }

    void note(const inotify_event& event, std::set<std::string>& changed) {
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
            for (const auto& [id, directory] : m_watches) {
                changed.insert(directory);
            }
            return;
        }
        const auto found = m_watches.find(event.wd);
        if (found == m_watches.end()) {
            return;
        }
        changed.insert(found->second);
        if ((event.mask & IN_IGNORED) != 0) {
            m_watches.erase(found);
        }
    }

    const Clock& m_clock;
    const Descriptor m_inotify;
    const Descriptor m_event;
    std::map<int, std::string> m_watches;
};

} // namespace

std::unique_ptr<DirectoryWatcher> makeInotifyWatcher(const Clock& clock) {
    return std::make_unique<InotifyWatcher>(clock);
}

} // namespace hearth::discovery
