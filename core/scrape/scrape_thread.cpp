// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/scrape_thread.h"

#include <algorithm>
#include <functional>

#include "base/thread_pool.h"

namespace hearth::scrape {
namespace {

/// A wait ends at the latest after this, so that nothing hangs on a lost wake-up.
constexpr std::chrono::seconds kLongestWait{60};

} // namespace

ScrapeThread::ScrapeThread(const Parts& parts, std::unique_ptr<http::Transport> transport)
    : m_clock(parts.clock)
    , m_transport(std::move(transport))
    , m_recorder(parts.storage, parts.clock, parts.metrics, parts.log)
    , m_sleep(parts.clock)
    , m_onSleep(parts.onSleep)
    , m_around{.transport = *m_transport,
               .clock = parts.clock,
               .recorder = m_recorder,
               .metrics = parts.metrics,
               .offsetSeed = parts.offsetSeed} {}

ScrapeThread::~ScrapeThread() {
    stop();
}

void ScrapeThread::start() {
    m_thread = std::jthread([this](const std::stop_token& stop) {
        nameThisThread("scrape");
        while (!stop.stop_requested()) {
            step(m_clock.monotonic() + kLongestWait);
        }
    });
}

void ScrapeThread::stop() {
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_transport->wake();
        m_thread.join();
    }
}

void ScrapeThread::post(Order order) {
    {
        const std::scoped_lock lock(m_mutex);
        m_orders.push_back(std::move(order));
    }
    m_transport->wake();
}

void ScrapeThread::add(LoopId id, LoopOrder order) {
    post([this, id, order = std::move(order)]() mutable { insert(id, std::move(order)); });
}

void ScrapeThread::update(LoopId id, LoopOrder order, bool keepCache) {
    post([this, id, order = std::move(order), keepCache]() mutable {
        reschedule(id, [&](TargetLoop& loop) { loop.update(std::move(order), keepCache); });
    });
}

void ScrapeThread::retire(LoopId id) {
    post([this, id] { reschedule(id, [](TargetLoop& loop) { loop.retire(); }); });
}

void ScrapeThread::suspend(std::move_only_function<void()> done) {
    post([this, done = std::move(done)]() mutable {
        endBeforeSleep(m_clock.now());
        done();
    });
}

void ScrapeThread::endBeforeSleep(WallTime begin) {
    for (const auto& [id, loop] : m_loops) {
        const auto before = loop->due();
        loop->endBeforeSleep(begin);
        if (loop->due() != before) {
            file(loop->due(), id);
        }
    }
}

void ScrapeThread::noteSleep() {
    const auto sleep = m_sleep.take();
    if (!sleep) {
        return;
    }
    endBeforeSleep(sleep->begin);
    if (m_onSleep) {
        m_onSleep(*sleep);
    }
}

void ScrapeThread::carryOutOrders() {
    std::vector<Order> orders;
    {
        const std::scoped_lock lock(m_mutex);
        orders.swap(m_orders);
    }
    for (auto& order : orders) {
        order();
    }
}

void ScrapeThread::insert(LoopId id, LoopOrder order) {
    auto loop = std::make_unique<TargetLoop>(m_around, std::move(order));
    file(loop->due(), id);
    m_loops.emplace(id, std::move(loop));
}

void ScrapeThread::file(MonotonicTime due, LoopId id) {
    m_ticks.emplace_back(due, id);
    std::ranges::push_heap(m_ticks, std::greater());
}

bool ScrapeThread::isOutdated(const Due& tick) const {
    const auto found = m_loops.find(tick.second);
    return found == m_loops.end() || found->second->due() != tick.first;
}

template <class Change>
void ScrapeThread::reschedule(LoopId id, Change change) {
    const auto found = m_loops.find(id);
    if (found == m_loops.end()) {
        return;
    }
    const auto before = found->second->due();
    change(*found->second);
    if (found->second->due() != before) {
        file(found->second->due(), id);
    }
}

void ScrapeThread::tickDue() {
    const auto now = m_clock.monotonic();
    while (!m_ticks.empty() && (m_ticks.front().first <= now || isOutdated(m_ticks.front()))) {
        std::ranges::pop_heap(m_ticks, std::greater());
        const auto tick = m_ticks.back();
        m_ticks.pop_back();
        if (isOutdated(tick)) {
            continue;
        }
        const auto found = m_loops.find(tick.second);
        if (found->second->tick()) {
            file(found->second->due(), tick.second);
        } else {
            m_loops.erase(found);
        }
    }
}

void ScrapeThread::step(MonotonicTime deadline) {
    carryOutOrders();
    noteSleep();
    tickDue();
    const auto next = m_ticks.empty() ? deadline : std::min(deadline, m_ticks.front().first);
    m_transport->poll(next);
    noteSleep();
    tickDue();
}

} // namespace hearth::scrape
