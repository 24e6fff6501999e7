// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace hearth {

void nameThisThread(const std::string& name) {
    constexpr std::size_t kMaxBytes = 15; // of the kernel
    pthread_setname_np(pthread_self(), name.substr(0, kMaxBytes).c_str());
}

void yieldToOtherThreads() {
    constexpr int kNice = 10;
    // Linux gives each thread a niceness of its own; where it does not work, nothing is lost.
    (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);
}

ThreadPool::ThreadPool(std::string name, std::size_t threads, std::size_t maxQueued)
    : m_name(std::move(name))
    , m_maxQueued(maxQueued) {
    m_threads.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) {
        m_threads.emplace_back([this](std::stop_token stop) { run(std::move(stop)); });
    }
}

ThreadPool::~ThreadPool() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    for (auto& thread : m_threads) {
        thread.request_stop();
    }
    m_threads.clear();
    m_queue.clear();
}

Result<void> ThreadPool::post(Task task) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping) {
            return fail(ErrorCode::kUnavailable, "shutting down");
        }
        if (m_queue.size() >= m_maxQueued) {
            return fail(ErrorCode::kUnavailable, "too many requests are waiting");
        }
        m_queue.push_back(std::move(task));
    }
    m_wake.notify_one();
    return {};
}

void ThreadPool::run(std::stop_token stop) {
    nameThisThread(m_name);
    for (;;) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return !m_queue.empty(); }) || stop.stop_requested()) {
            return;
        }
        auto task = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        task();
    }
}

namespace {

/// What the threads of one parallelFor share. Kept alive by each of them: a thread may come late, when the caller has
/// long gone on, and then must find that nothing is left to do.
struct ParallelRun {
    const std::function<void(std::size_t)>* body = nullptr; ///< Valid while done < count.
    std::size_t count = 0;
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};

    void work() {
        for (;;) {
            const auto index = next.fetch_add(1, std::memory_order_relaxed);
            if (index >= count) {
                return;
            }
            (*body)(index);
            if (done.fetch_add(1, std::memory_order_acq_rel) + 1 == count) {
                done.notify_all();
            }
        }
    }
};

} // namespace

void ThreadPool::parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) {
    if (count == 0) {
        return;
    }
    const auto shared = std::make_shared<ParallelRun>();
    shared->body = &body;
    shared->count = count;
    for (std::size_t i = 1; i < std::min(count, m_threads.size() + 1); ++i) {
        if (!post([shared] { shared->work(); })) {
            break; // a full queue: those who are here do it
        }
    }
    shared->work();
    for (auto done = shared->done.load(std::memory_order_acquire); done < count;
         done = shared->done.load(std::memory_order_acquire)) {
        shared->done.wait(done, std::memory_order_acquire);
    }
}

} // namespace hearth
