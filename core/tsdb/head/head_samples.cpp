// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Head that takes samples and tells what a reader sees of them.
#include <algorithm>

#include "tsdb/head/head.h"
#include "tsdb/head/transaction.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kPrefetchAhead = 8;

} // namespace

/// What one transaction did.
struct Head::Applied {
    model::TimeRange inOrder{kNoTime, kLowestTime};
    model::TimeRange outOfOrder{kNoTime, kLowestTime};
    std::size_t samples = 0;
    std::size_t outOfOrderSamples = 0;

    static void widen(model::TimeRange& range, model::TimestampMs time) {
        range.begin = std::min(range.begin, time);
        range.end = std::max(range.end, time);
    }
};

void Head::noteChunk(SeriesId id, MemSeries& series) {
    m_chunks.fetch_add(1, std::memory_order_relaxed);
    m_metrics.chunksCreated.increment();
    const auto closed = series.newestClosed();
    if (m_chunkFilesAreWritable && closed != kNoChunk && !m_memory.chunks[closed].mapped) {
        stripe(id).unmapped.push_back(id);
    }
}

template <class Value>
void Head::appendInOrder(MemSeries& series, SeriesId id, model::TimestampMs time, const Value& value,
                         std::uint64_t commit) {
    auto& mark = series.lastCommit();
    if (mark.number != commit || mark.samples == CommitMark::kMaxSamples) {
        noteOlderCommit(id, series);
        mark = {commit, 0};
    }
    ++mark.samples;
    if (series.append(time, value, m_options.chunkRange, m_memory)) {
        noteChunk(id, series);
    }
}

template <class Value>
void Head::applySample(MemSeries& series, SeriesId id, std::uint64_t walRef, model::TimestampMs time,
                       const Value& value, const AppendLimits& limits, std::uint64_t commit, Applied& applied,
                       OutOfOrderLog& log) {
    constexpr auto kKind = std::is_same_v<Value, double> ? SampleKind::kFloat : SampleKind::kHistogram;
    storage::RejectReason reason{};
    switch (route(series, time, value, limits, reason)) {
    case Route::kInOrder:
        appendInOrder(series, id, time, value, commit);
        ++applied.samples;
        Applied::widen(applied.inOrder, time);
        break;
    case Route::kSame:
        break;
    case Route::kOutOfOrder:
        if (insertOutOfOrder(id, time, value)) {
            log.inserted(walRef, time, value);
            ++applied.samples;
            ++applied.outOfOrderSamples;
            Applied::widen(applied.outOfOrder, time);
        }
        break;
    case Route::kReject: // another transaction was faster
        m_metrics.count(reason, kKind);
        break;
    }
}

void Head::apply(const Transaction& transaction, const AppendLimits& begun, OutOfOrderLog& log) {
    const Isolation::Commit commit(m_isolation);
    StripeWalk stripes(*this);
    Applied applied;
    auto limits = begun;
    const auto& ids = transaction.ids;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i + kPrefetchAhead < ids.size()) {
            prefetch(std::uint64_t{ids[i + kPrefetchAhead]} + 1);
        }
        auto& stripe = stripes.enter(ids[i]);
        limits.minValidTime = std::max(begun.minValidTime, m_appendFloor.load());
        const auto& sample = transaction.samples[i];
        auto& series = m_table[ids[i]];
        applySample(series, ids[i], sample.ref, sample.time, sample.value, limits, commit.number(), applied, log);
        unpin(series, ids[i], stripe);
    }
    m_metrics.samplesAppended.increment(applied.samples);
    m_metrics.outOfOrderSamplesAppended.increment(applied.outOfOrderSamples);
    const auto floats = std::exchange(applied.samples, 0);
    for (std::size_t i = 0; i < transaction.histogramIds.size(); ++i) {
        const auto id = transaction.histogramIds[i];
        auto& stripe = stripes.enter(id);
        limits.minValidTime = std::max(begun.minValidTime, m_appendFloor.load());
        const auto& sample = transaction.histograms[i];
        auto& series = m_table[id];
        applySample(series, id, sample.ref, sample.time, sample.value, limits, commit.number(), applied, log);
        unpin(series, id, stripe);
    }
    m_metrics.histogramsAppended.increment(applied.samples);
    stripes.leave();
    if (floats + applied.samples != 0) {
        if (applied.inOrder.begin <= applied.inOrder.end) {
            widenTimeRange(applied.inOrder);
        }
        if (applied.outOfOrder.begin <= applied.outOfOrder.end) {
            widenOutOfOrderTimeRange(applied.outOfOrder);
        }
    }
}

/// Before the mark of the last commit is overwritten: keeps it while some reader may not see that commit.
void Head::noteOlderCommit(SeriesId id, MemSeries& series) {
    const auto floor = m_isolation.floor();
    const bool needed = series.lastCommit().number > floor;
    if (!needed && !series.hasOlderCommits()) {
        return;
    }
    auto& older = stripe(id).olderCommits;
    if (!needed) { // then no earlier one is either
        older.erase(id);
        series.setHasOlderCommits(false);
        return;
    }
    auto& marks = older[id];
    std::erase_if(marks, [&](const CommitMark& mark) { return mark.number <= floor; });
    marks.push_back(series.lastCommit());
    series.setHasOlderCommits(true);
}

std::size_t Head::hiddenSamples(SeriesId id, const Isolation::View& view) const {
    const auto& series = m_table[id];
    const auto& last = series.lastCommit();
    std::size_t hidden = 0;
    if (series.hasOlderCommits()) {
        for (const auto& mark : stripe(id).olderCommits.at(id)) {
            // What follows a hidden sample is hidden too: a reader sees a beginning of each series.
            hidden += hidden != 0 || !view.sees(mark.number) ? mark.samples : 0;
        }
    }
    return hidden + (hidden != 0 || !view.sees(last.number) ? last.samples : 0);
}

std::optional<model::Sample> Head::lastSample(SeriesKey key, const Isolation::View& view) const {
    const std::lock_guard lock(stripe(key.id).mutex);
    if (!has(key)) {
        return std::nullopt;
    }
    const auto& series = m_table[key.id];
    const bool isPlain = series.openFloats() != 0 && series.extra(m_memory) == nullptr;
    if (!isPlain || hiddenSamples(key.id, view) != 0) {
        return std::nullopt;
    }
    return model::Sample{*series.lastTime(m_memory), series.lastValue()};
}

void Head::snapshot(SeriesKey key, model::TimeRange inOrder, model::TimeRange outOfOrder, const Isolation::View* view,
                    SeriesSnapshot& out) const {
    const std::lock_guard lock(stripe(key.id).mutex);
    if (!has(key)) {
        return;
    }
    const auto& series = m_table[key.id];
    takeInOrder(series, m_memory, inOrder, view == nullptr ? 0 : hiddenSamples(key.id, *view), out);
    if (const auto* const extra = series.extra(m_memory)) {
        takeOutOfOrder(*extra, outOfOrder, out);
        out.deleted = extra->deleted;
    }
}

Head::Replayed Head::replay(SeriesId id, model::TimestampMs time, double value) {
    auto& series = m_table[id];
    if (series.fit(time, value, m_memory) != MemSeries::Fit::kNew) {
        return series.open(m_memory).samples == 0 ? Replayed::kInChunk : Replayed::kOlder;
    }
    if (series.append(time, value, m_options.chunkRange, m_memory)) {
        noteChunk(id, series);
    }
    return Replayed::kAppended;
}

Head::Replayed Head::replay(SeriesId id, model::TimestampMs time, const model::HistogramValue& value) {
    auto& series = m_table[id];
    if (series.fit(time, value, m_memory) != MemSeries::Fit::kNew) {
        return series.open(m_memory).samples == 0 ? Replayed::kInChunk : Replayed::kOlder;
    }
    if (series.append(time, value, m_options.chunkRange, m_memory)) {
        noteChunk(id, series);
    }
    return Replayed::kAppended;
}

} // namespace hearth::tsdb
