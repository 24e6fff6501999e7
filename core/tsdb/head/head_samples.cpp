// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Head that takes samples.
#include <algorithm>

#include "tsdb/head/head.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kPrefetchAhead = 8;

} // namespace

void Head::apply(std::span<const SeriesId> ids, std::span<const storage::RefSample> samples) {
    const Isolation::Commit commit(m_isolation);
    StripeWalk stripes(*this);
    model::TimeRange range{kNoTime, std::numeric_limits<model::TimestampMs>::min()};
    std::size_t appended = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i + kPrefetchAhead < ids.size()) {
            __builtin_prefetch(&m_series[ids[i + kPrefetchAhead]], 1);
        }
        stripes.enter(ids[i]);
        if (!appendSample(ids[i], samples[i], commit.number())) {
            continue;
        }
        ++appended;
        range.begin = std::min(range.begin, samples[i].time);
        range.end = std::max(range.end, samples[i].time);
    }
    if (appended != 0) {
        widenTimeRange(range);
        m_metrics.samplesAppended.increment(appended);
    }
}

bool Head::appendSample(SeriesId id, const storage::RefSample& sample, std::uint64_t commit) {
    auto& series = m_series[id];
    const auto fit = series.fit(sample.time, sample.value);
    if (fit != MemSeries::Fit::kNew) { // another transaction was faster
        if (fit != MemSeries::Fit::kSame) {
            m_metrics.outOfOrderSamples.increment();
        }
        return false;
    }
    auto& mark = series.lastCommit();
    if (mark.number != commit) {
        noteOlderCommit(id, series);
        mark = {commit, 0};
    }
    ++mark.samples;
    if (series.append(sample.time, sample.value, m_chunkRange, m_pool)) {
        m_chunks.fetch_add(1, std::memory_order_relaxed);
        m_metrics.chunksCreated.increment();
    }
    return true;
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
    std::erase_if(marks, [&](const MemSeries::CommitMark& mark) { return mark.number <= floor; });
    marks.push_back(series.lastCommit());
    series.setHasOlderCommits(true);
}

std::size_t Head::hiddenSamples(SeriesId id, const Isolation::View& view) const {
    const auto& series = m_series[id];
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

bool Head::replaySample(SeriesId id, model::TimestampMs time, double value) {
    auto& series = m_series[id];
    if (series.fit(time, value) != MemSeries::Fit::kNew) {
        return false;
    }
    if (series.append(time, value, m_chunkRange, m_pool)) {
        m_chunks.fetch_add(1, std::memory_order_relaxed);
        m_metrics.chunksCreated.increment();
    }
    return true;
}

} // namespace hearth::tsdb
