// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/replay_shard.h"

#include <algorithm>
#include <utility>

#include "base/thread_pool.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kPrefetchAhead = 16;

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

void ReplayShard::pass() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_queue.size() < kMaxQueued; });
    m_queue.push_back(std::exchange(m_filling, Batch()));
    if (!m_spare.empty()) {
        m_filling = std::move(m_spare.back());
        m_spare.pop_back();
    }
    lock.unlock();
    m_changed.notify_all();
}

void ReplayShard::drain() {
    pass();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_queue.empty() && !m_busy; });
}

ReplayShard::Outcome ReplayShard::finish() {
    pass();
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

/// A counting sort: keeps the order of each series' samples.
void ReplayShard::sortBySeries(std::span<const Item> items) {
    std::uint32_t places = 0;
    for (const auto& item : items) {
        places = std::max(places, slotOf(item.id) + 1);
    }
    m_starts.assign(places + 1, 0);
    for (const auto& item : items) {
        ++m_starts[slotOf(item.id) + 1];
    }
    for (std::uint32_t slot = 0; slot < places; ++slot) {
        m_starts[slot + 1] += m_starts[slot];
    }
    m_sorted.resize(items.size());
    for (const auto& item : items) {
        m_sorted[m_starts[slotOf(item.id)]++] = item;
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

/// The samples of one series, of both kinds in the order of time.
void ReplayShard::applyRun(std::span<const Item> floats, std::span<const HistogramItem> histograms) {
    std::size_t next = 0;
    for (const auto& item : floats) {
        for (; next < histograms.size() && histograms[next].time < item.time; ++next) {
            const auto& histogram = histograms[next];
            count(m_head.replay(histogram.id, histogram.time, histogram.value), histogram.time, true);
        }
        count(m_head.replay(item.id, item.time, item.value), item.time, false);
    }
    for (; next < histograms.size(); ++next) {
        const auto& histogram = histograms[next];
        count(m_head.replay(histogram.id, histogram.time, histogram.value), histogram.time, true);
    }
}

void ReplayShard::apply(Batch& batch) {
    sortBySeries(batch.floats);
    std::ranges::stable_sort(batch.histograms, {}, [this](const auto& item) { return slotOf(item.id); });
    std::span<const Item> floats = m_sorted;
    std::span<const HistogramItem> histograms = batch.histograms;
    while (!floats.empty() || !histograms.empty()) {
        const bool floatsFirst =
            histograms.empty() || (!floats.empty() && slotOf(floats.front().id) <= slotOf(histograms.front().id));
        const auto id = floatsFirst ? floats.front().id : histograms.front().id;
        std::size_t floatCount = 0;
        while (floatCount < floats.size() && floats[floatCount].id == id) {
            ++floatCount;
        }
        std::size_t histogramCount = 0;
        while (histogramCount < histograms.size() && histograms[histogramCount].id == id) {
            ++histogramCount;
        }
        if (const auto ahead = floatCount * kPrefetchAhead / 4; ahead < floats.size()) {
            m_head.prefetch(std::uint64_t{floats[ahead].id} + 1);
        }
        applyRun(floats.first(floatCount), histograms.first(histogramCount));
        floats = floats.subspan(floatCount);
        histograms = histograms.subspan(histogramCount);
    }
}

} // namespace hearth::tsdb
