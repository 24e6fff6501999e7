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

void ReplayShard::enterBucket(SeriesId id) {
    m_newestBucket = id / kBucketSeries;
    m_newest = m_newestBucket / m_shards;
    if (m_newest >= m_filling.size()) {
        m_filling.resize(m_newest + 1);
    }
}

void ReplayShard::beginBatch(Batch& batch, model::TimestampMs time) {
    if (!batch.floats.empty()) { // the time is weeks away from the others
        pass(batch);
    }
    batch.baseTime = time;
    batch.floats.reserve(kBatch);
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

void ReplayShard::flush() {
    for (auto& batch : m_filling) {
        if (!batch.empty()) {
            pass(batch);
        }
    }
}

void ReplayShard::drain() {
    flush();
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

void ReplayShard::count(Head::Replayed how) {
    switch (how) {
    case Head::Replayed::kAppended:
        ++m_outcome.samples;
        break;
    case Head::Replayed::kInChunk:
        ++m_outcome.mapped;
        break;
    case Head::Replayed::kOlder:
        ++m_outcome.outOfOrder;
        break;
    }
}

void ReplayShard::applyHistogram(const HistogramItem& item) {
    const auto how = m_head.replay(item.id, item.time, item.value);
    count(how);
    if (how == Head::Replayed::kAppended) {
        ++m_outcome.histograms;
        m_outcome.range = {std::min(m_outcome.range.begin, item.time), std::max(m_outcome.range.end, item.time)};
    }
}

void ReplayShard::apply(const Batch& batch) {
    auto histogram = batch.histograms.begin();
    const auto applyHistogramsUpTo = [&](std::size_t position) {
        for (; histogram != batch.histograms.end() && histogram->position <= position; ++histogram) {
            applyHistogram(*histogram);
        }
    };
    const auto& floats = batch.floats;
    auto range = m_outcome.range;
    std::uint64_t appended = 0;
    for (std::size_t i = 0; i < floats.size(); ++i) {
        if (i + kPrefetchAhead < floats.size()) {
            m_head.prefetch(std::uint64_t{floats[i + kPrefetchAhead].id} + 1);
        }
        if (histogram != batch.histograms.end()) [[unlikely]] {
            applyHistogramsUpTo(i);
        }
        const auto time = batch.baseTime + floats[i].timeOffset;
        const auto how = m_head.replay(floats[i].id, time, floats[i].value);
        if (how != Head::Replayed::kAppended) [[unlikely]] {
            count(how);
            continue;
        }
        ++appended;
        range = {std::min(range.begin, time), std::max(range.end, time)};
    }
    m_outcome.samples += appended;
    m_outcome.range = {std::min(range.begin, m_outcome.range.begin), std::max(range.end, m_outcome.range.end)};
    applyHistogramsUpTo(floats.size());
}

} // namespace hearth::tsdb
