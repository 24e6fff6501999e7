// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/child_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hearth::alertmanager {
namespace {

/// How often a wait looks whether it should end.
constexpr std::chrono::milliseconds kTick(50);

MonotonicTime monotonicNow() {
    return std::chrono::steady_clock::now();
}

/// A descriptor that is closed at the end.
class Descriptor {
  public:
    explicit Descriptor(int number = -1)
        : m_number(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }
    void open(int number) { m_number = number; }
    void close() {
        if (const auto number = std::exchange(m_number, -1); number >= 0) {
            ::close(number);
        }
    }

  private:
    int m_number;
};

struct Pipe {
    Descriptor read;
    Descriptor write;
};

Result<void> makePipe(Pipe& pipe) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return std::unexpected(Error::fromErrno("pipe", errno));
    }
    pipe.read.open(ends[0]);
    pipe.write.open(ends[1]);
    return {};
}

/// What posix_spawn() is told.
class SpawnPlan {
  public:
    SpawnPlan(int input, int output) {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawn_file_actions_adddup2(&m_actions, input, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&m_actions, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&m_actions, output, STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&m_actions, STDERR_FILENO + 1);
        ::posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigset_t all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setsigdefault(&m_attributes, &all); // we ignore SIGPIPE, programs must not
        ::posix_spawnattr_setpgroup(&m_attributes, 0);
        ::posix_spawnattr_setflags(&m_attributes,
                                   POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&m_actions);
        ::posix_spawnattr_destroy(&m_attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    const posix_spawn_file_actions_t* actions() const { return &m_actions; }
    const posix_spawnattr_t* attributes() const { return &m_attributes; }

  private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

std::vector<char*> pointersOf(const std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    std::ranges::transform(texts, std::back_inserter(pointers),
                           [](const std::string& text) { return const_cast<char*>(text.c_str()); });
    pointers.push_back(nullptr);
    return pointers;
}

/// A running program and our ends of its pipes.
class Child {
  public:
    Child(const ChildOrder& order, MonotonicTime deadline, const std::atomic<bool>& stop)
        : m_order(order)
        , m_deadline(deadline)
        , m_stop(stop) {}
    /// Kills what still runs.
    ~Child() {
        if (m_process > 0) {
            ::kill(-m_process, SIGKILL);
            int status = 0;
            ::waitpid(m_process, &status, 0);
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    Result<void> start() {
        Pipe input;
        Pipe output;
        HEARTH_TRY(makePipe(input));
        HEARTH_TRY(makePipe(output));
        const SpawnPlan plan(input.read.number(), output.write.number());
        const auto words = pointersOf(m_order.words);
        const auto environment = pointersOf(m_order.environment);
        if (const int error = ::posix_spawnp(&m_process, words[0], plan.actions(), plan.attributes(), words.data(),
                                             environment.data());
            error != 0) {
            m_process = 0;
            return std::unexpected(Error::fromErrno(fmt::format("run {}", m_order.words[0]), error));
        }
        m_input.open(::fcntl(input.write.number(), F_DUPFD_CLOEXEC, 0));
        m_output.open(::fcntl(output.read.number(), F_DUPFD_CLOEXEC, 0));
        ::fcntl(m_input.number(), F_SETFL, O_NONBLOCK);
        ::fcntl(m_output.number(), F_SETFL, O_NONBLOCK);
        return {};
    }

    Result<ChildEnd> finish() {
        while (true) {
            if (m_stop.load(std::memory_order_relaxed)) {
                return fail(ErrorCode::kCanceled, "context canceled");
            }
            if (monotonicNow() >= m_deadline) {
                return fail(ErrorCode::kTimeout,
                            fmt::format("{} did not end in time and was killed", m_order.words[0]));
            }
            // A process that it left behind may hold the output open for ever: its own end is what counts.
            exchange();
            if (hasEnded()) {
                read();
                return std::move(m_end);
            }
        }
    }

  private:
    void exchange() {
        std::array<pollfd, 2> ready{{{m_output.number(), POLLIN, 0}, {m_input.number(), POLLOUT, 0}}};
        const bool idle = ::poll(ready.data(), ready.size(), static_cast<int>(kTick.count())) <= 0;
        if (idle) {
            return;
        }
        if (ready[1].revents != 0) {
            write();
        }
        if (ready[0].revents != 0) {
            read();
        }
    }

    void write() {
        const auto left = std::string_view(m_order.input).substr(m_written);
        const auto size = ::write(m_input.number(), left.data(), left.size());
        m_written += size > 0 ? static_cast<std::size_t>(size) : 0;
        if (m_written == m_order.input.size() || (size < 0 && errno != EAGAIN && errno != EINTR)) {
            m_input.close(); // all said, or nobody listens
        }
    }

    void read() {
        std::array<char, 4096> buffer;
        while (m_output.isOpen()) {
            const auto size = ::read(m_output.number(), buffer.data(), buffer.size());
            if (size < 0) {
                return;
            }
            if (size == 0) {
                m_output.close();
                return;
            }
            const auto room = m_order.maxOutputBytes - std::min(m_order.maxOutputBytes, m_end.output.size());
            m_end.output.append(buffer.data(), std::min(room, static_cast<std::size_t>(size)));
        }
    }

    bool hasEnded() {
        int status = 0;
        if (::waitpid(m_process, &status, WNOHANG) != m_process) {
            if (!m_output.isOpen() && !m_input.isOpen()) {
                ::poll(nullptr, 0, static_cast<int>(kTick.count()) / 10);
            }
            return false;
        }
        m_process = 0;
        m_end.exitStatus = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        m_end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        return true;
    }

    const ChildOrder& m_order;
    const MonotonicTime m_deadline;
    const std::atomic<bool>& m_stop;
    pid_t m_process = 0;
    Descriptor m_input;
    Descriptor m_output;
    std::size_t m_written = 0;
    ChildEnd m_end;
};

} // namespace

Result<ChildEnd> runChild(const ChildOrder& order, MonotonicTime deadline, const std::atomic<bool>& stop) {
    Child child(order, deadline, stop);
    HEARTH_TRY(child.start());
    return child.finish();
}

} // namespace hearth::alertmanager
