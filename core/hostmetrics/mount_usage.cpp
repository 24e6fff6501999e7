// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/mount_usage.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <sys/vfs.h>

#include "base/thread_pool.h"

namespace hearth::hostmetrics {
namespace {

constexpr std::size_t kThreads = 4;
/// How long the destructor waits for threads that are asking.
constexpr std::chrono::milliseconds kStopTimeout{100};

/// The answers to one read(). Threads that come late write here too, unread.
struct Batch {
    std::vector<std::optional<Result<MountUsage>>> answers;
    std::size_t missing = 0;
};

struct Question {
    std::string path;
    std::size_t index = 0;
    std::shared_ptr<Batch> batch;
};

} // namespace

/// Shared by the reader and its threads, any of which may outlive it.
struct MountUsageReader::State {
    explicit State(Read function)
        : readUsage(std::move(function)) {}

    static void run(const std::shared_ptr<State>& state) {
        nameThisThread("statfs");
        std::unique_lock lock(state->mutex);
        while (true) {
            state->asked.wait(lock, [&] { return state->stopping || !state->questions.empty(); });
            if (state->stopping) {
                --state->running;
                state->answered.notify_all();
                return;
            }
            state->answerOne(lock);
        }
    }

    void answerOne(std::unique_lock<std::mutex>& lock) {
        const auto question = std::move(questions.front());
        questions.pop_front();
        asking.insert(question.path);
        lock.unlock();
        auto usage = readUsage(question.path);
        lock.lock();
        asking.erase(question.path);
        question.batch->answers[question.index] = std::move(usage);
        --question.batch->missing;
        answered.notify_all();
    }

    const Read readUsage;

    std::mutex mutex;
    std::condition_variable asked;
    std::condition_variable answered;
    std::deque<Question> questions; // guarded by mutex
    std::set<std::string> asking;   // guarded by mutex: what threads are at this moment in the kernel with
    std::size_t running = 0;        // guarded by mutex
    bool stopping = false;          // guarded by mutex
};

MountUsageReader::MountUsageReader(std::chrono::milliseconds timeout, Read read)
    : m_timeout(timeout)
    , m_state(std::make_shared<State>(std::move(read))) {}

void MountUsageReader::startThreads() {
    m_state->running = kThreads;
    for (std::size_t i = 0; i < kThreads; ++i) {
        m_threads.emplace_back([state = m_state] { State::run(state); });
    }
}

MountUsageReader::~MountUsageReader() {
    bool allStopped = false;
    {
        std::unique_lock lock(m_state->mutex);
        m_state->stopping = true;
        m_state->asked.notify_all();
        allStopped = m_state->answered.wait_for(lock, kStopTimeout, [this] { return m_state->running == 0; });
    }
    for (auto& thread : m_threads) {
        allStopped ? thread.join() : thread.detach();
    }
}

std::vector<Result<MountUsage>> MountUsageReader::read(const std::vector<std::string>& paths) {
    const auto batch = std::make_shared<Batch>();
    batch->answers.resize(paths.size());
    std::unique_lock lock(m_state->mutex);
    if (m_threads.empty()) {
        startThreads();
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (!m_state->asking.contains(paths[i])) { // else it is stuck since an earlier call
            m_state->questions.push_back({paths[i], i, batch});
            ++batch->missing;
        }
    }
    m_state->asked.notify_all();
    m_state->answered.wait_for(lock, m_timeout, [&] { return batch->missing == 0; });
    std::erase_if(m_state->questions, [&](const Question& question) { return question.batch == batch; });
    std::vector<Result<MountUsage>> usages;
    for (const auto& answer : batch->answers) {
        usages.push_back(answer ? *answer : fail(ErrorCode::kTimeout, "mountpoint timeout"));
    }
    return usages;
}

Result<MountUsage> statMount(const std::string& path) {
    struct statfs status{};
    if (::statfs(path.c_str(), &status) != 0) {
        return fail(ErrorCode::kIo, std::strerror(errno));
    }
    const auto blockBytes = static_cast<double>(status.f_bsize);
    return MountUsage{.sizeBytes = static_cast<double>(status.f_blocks) * blockBytes,
                      .freeBytes = static_cast<double>(status.f_bfree) * blockBytes,
                      .availableBytes = static_cast<double>(status.f_bavail) * blockBytes,
                      .files = static_cast<double>(status.f_files),
                      .filesFree = static_cast<double>(status.f_ffree)};
}

} // namespace hearth::hostmetrics
