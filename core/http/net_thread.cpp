// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/net_thread.h"

#include <boost/asio/post.hpp>

#include "base/thread_pool.h"

namespace hearth::http {

NetThread::NetThread(std::string name)
    : m_work(m_context.get_executor())
    , m_thread([this, threadName = std::move(name)] {
        nameThisThread(threadName);
        m_context.run();
    }) {}

NetThread::~NetThread() = default;

bool NetThread::post(std::move_only_function<void()> task) {
    const std::lock_guard lock(m_mutex);
    if (m_open) {
        boost::asio::post(m_context, std::move(task));
    }
    return m_open;
}

void NetThread::join() {
    {
        const std::lock_guard lock(m_mutex);
        m_open = false;
    }
    m_work.reset();
    m_thread.join();
}

} // namespace hearth::http
