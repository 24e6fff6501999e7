// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/transport_pool.h"

namespace hearth::datasource {
namespace {

/// More callers than this at once are rare; their transports are closed afterwards.
constexpr std::size_t kMaxIdle = 8;

} // namespace

TransportPool::Loan TransportPool::lend() {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto transport = std::move(m_idle.back());
            m_idle.pop_back();
            return {*this, std::move(transport)};
        }
    }
    return {*this, m_make()};
}

void TransportPool::giveBack(std::unique_ptr<http::Transport> transport) {
    const std::lock_guard lock(m_mutex);
    if (m_idle.size() < kMaxIdle) {
        m_idle.push_back(std::move(transport));
    }
}

} // namespace hearth::datasource
