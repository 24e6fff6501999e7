// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/replay_shard.h"

#include <algorithm>
#include <utility>

#include "base/thread_pool.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kPrefetchAhead = 8;

} // namespace

ReplayShard::ReplayShard(Head& head, std::size_t shards)
    : m_head(head)
    , m_shards(static_cast<std::uint32_t>(shards))
    , m_worker([this] { run(); }) {}

ReplayShard::~ReplayShard() {
    if (m_worker.joinable()) {
        finish();
    }
}

void ReplayShard::beginBatch(Batch& batch, model::TimestampMs time) {
    if (!batch.empty() && !batch.floats.empty()) { // the time is weeks away from the others
        pass(batch);
    }
    batch.baseTime = time;
}

void ReplayShard::add(SeriesId id, model::TimestampMs time, model::HistogramValue value) {
    auto& batch = batchFor(id, time);
    batch.histograms.push_back({batch.floats.size(), id, time, std::move(value)});
    if (batch.histograms.size() == kHistogramBatch) {
        pass(batch);
    }
}

void ReplayShard::pass(Batch& batch) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_queue.size() < kMaxQueued; });
    m_queue.push_back(std::exchange(batch, Batch()));
    if (!m_spare.empty()) {
        batch = std::move(m_spare.back());
        m_spare.pop_back();
    }
    lock.unlock();
    m_changed.notify_all();
}

void ReplayShard::drain() {
    for (auto& batch : m_filling) {
        if (!batch.empty()) {
            pass(batch);
        }
    }
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_queue.empty() && !m_busy; });
}

ReplayShard::Outcome ReplayShard::finish() {
    drain();
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
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
        m_busy = true;
        lock.unlock();
        m_changed.notify_all();
        apply(batch);
        batch.floats.clear();
        batch.histograms.clear();
        lock.lock();
        m_spare.push_back(std::move(batch));
        m_busy = false;
        m_changed.notify_all();
    }
}

void ReplayShard::count(Head::Replayed how, model::TimestampMs time, bool isHistogram) {
    switch (how) {
    case Head::Replayed::kInChunk:
        ++m_outcome.mapped;
        return;
    case Head::Replayed::kOlder:
        ++m_outcome.outOfOrder;
        return;
    case Head::Replayed::kAppended:
        break;
    }
    ++m_outcome.samples;
    m_outcome.histograms += isHistogram ? 1 : 0;
    m_outcome.range.begin = std::min(m_outcome.range.begin, time);
    m_outcome.range.end = std::max(m_outcome.range.end, time);
}

void ReplayShard::apply(const Batch& batch) {
    auto histogram = batch.histograms.begin();
    const auto applyHistogramsUpTo = [&](std::size_t position) {
        for (; histogram != batch.histograms.end() && histogram->position <= position; ++histogram) {
            count(m_head.replay(histogram->id, histogram->time, histogram->value), histogram->time, true);
        }
    };
    const auto& floats = batch.floats;
    for (std::size_t i = 0; i < floats.size(); ++i) {
        if (i + kPrefetchAhead < floats.size()) {
            m_head.prefetch(std::uint64_t{floats[i + kPrefetchAhead].id} + 1);
        }
        if (histogram != batch.histograms.end()) [[unlikely]] {
            applyHistogramsUpTo(i);
        }
        const auto time = batch.baseTime + floats[i].timeOffset;
        count(m_head.replay(floats[i].id, time, floats[i].value), time, false);
    }
    applyHistogramsUpTo(floats.size());
}

} // namespace hearth::tsdb
