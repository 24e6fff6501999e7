// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

namespace hearth::http {

/// One thread that runs the input and output of the connections given to it. All of a connection happens on its one
/// thread, so connections need no locks.
/// Threads: post() is thread-safe; join() is for the owner.
class NetThread {
  public:
    explicit NetThread(std::string name);
    /// Joined before.
    ~NetThread();

    /// What sockets and timers of this thread are bound to.
    boost::asio::io_context& context() { return m_context; }
    /// Runs `task` on the thread. False, the task destroyed unrun, once join() has begun: whoever still holds an
    /// answer may outlive the server.
    bool post(std::move_only_function<void()> task);
    /// Returns when nothing is left to do; sockets must have been closed.
    void join();

  private:
    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    std::mutex m_mutex;
    bool m_open = true; // guarded by m_mutex
    std::thread m_thread;
};

} // namespace hearth::http
