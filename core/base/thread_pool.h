// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"

namespace hearth {

/// A fixed number of named threads that run tasks from one bounded queue. The destructor drops what is still queued,
/// waits for what is running, and joins.
/// Threads: thread-safe.
class ThreadPool {
  public:
    using Task = std::move_only_function<void()>;

    /// `name` is what the system shows for the threads (15 bytes at most); `threads` >= 1.
    ThreadPool(std::string name, std::size_t threads, std::size_t maxQueued);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    std::size_t threads() const { return m_threads.size(); }

    /// Queues a task; kUnavailable when the queue is full or the pool is stopping (the task is destroyed unrun).
    Result<void> post(Task task);

    /// Runs body(0) ... body(count-1), each once, on this thread and whatever pool threads are free, and returns when
    /// all are done. Safe to call from a pool thread: the caller does the work itself if nobody else is free.
    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body);

  private:
    void run(std::stop_token stop);

    const std::string m_name;
    const std::size_t m_maxQueued;

    std::mutex m_mutex;
    std::condition_variable_any m_wake; // guarded by m_mutex
    std::deque<Task> m_queue;           // guarded by m_mutex
    bool m_stopping = false;            // guarded by m_mutex

    std::vector<std::jthread> m_threads;
};

/// Sets the name that the system shows for the calling thread.
void nameThisThread(const std::string& name);
/// From now on the calling thread runs where others leave time for it.
void yieldToOtherThreads();

} // namespace hearth
