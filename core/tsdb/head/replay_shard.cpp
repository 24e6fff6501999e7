// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/replay_shard.h"

#include <algorithm>
#include <utility>

#include "base/thread_pool.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kPrefetchAhead = 8;

} // namespace

ReplayShard::ReplayShard(Head& head)
    : m_head(head)
    , m_worker([this] { run(); }) {
    m_filling.reserve(kBatch);
}

ReplayShard::~ReplayShard() {
    if (m_worker.joinable()) {
        finish();
    }
}

void ReplayShard::pass() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_queue.size() < kMaxQueued; });
    m_queue.push_back(std::exchange(m_filling, Batch()));
    if (!m_spare.empty()) {
        m_filling = std::move(m_spare.back());
        m_spare.pop_back();
    }
    lock.unlock();
    m_changed.notify_one();
    m_filling.reserve(kBatch);
}

ReplayShard::Outcome ReplayShard::finish() {
    pass();
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_one();
    m_worker.join();
    return m_outcome;
}

void ReplayShard::run() {
    nameThisThread("wal-replay");
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_ended || !m_queue.empty(); });
        if (m_queue.empty()) {
            return;
        }
        auto batch = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        m_changed.notify_one();
        apply(batch);
        batch.clear();
        lock.lock();
        m_spare.push_back(std::move(batch));
    }
}

void ReplayShard::apply(const Batch& batch) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (i + kPrefetchAhead < batch.size()) {
            __builtin_prefetch(&m_head.series(batch[i + kPrefetchAhead].id), 1);
        }
        const auto& item = batch[i];
        if (!m_head.replaySample(item.id, item.time, item.value)) {
            ++m_outcome.outOfOrder;
            continue;
        }
        ++m_outcome.samples;
        m_outcome.range.begin = std::min(m_outcome.range.begin, item.time);
        m_outcome.range.end = std::max(m_outcome.range.end, item.time);
    }
}

} // namespace hearth::tsdb
