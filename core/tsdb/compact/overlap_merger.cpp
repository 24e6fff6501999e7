// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/overlap_merger.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "chunks/decode.h"

namespace hearth::tsdb {
namespace {

using model::CounterResetHint;
using model::TimestampMs;

/// A multiple of 120, so that chunks of floats are cut as if all were encoded at once.
constexpr std::size_t kBatchSamples = 16UL * 120;

template <class Value>
model::HistogramValue withUnknownReset(const std::shared_ptr<const Value>& histogram) {
    if (histogram->hint == CounterResetHint::kUnknown || histogram->hint == CounterResetHint::kGauge) {
        return histogram;
    }
    auto changed = std::make_shared<Value>(*histogram);
    changed->hint = CounterResetHint::kUnknown;
    return std::shared_ptr<const Value>(std::move(changed));
}

} // namespace

Result<void> decodeChunk(const ChunkView& chunk, model::Columns& out) {
    out.clear();
    HEARTH_TRY(chunks::decode(chunk.encoding, chunk.payload, out));
    const bool ascends = std::ranges::adjacent_find(out.times, std::greater_equal{}) == out.times.end() &&
                         std::ranges::adjacent_find(out.histograms, std::greater_equal{},
                                                    &model::HistogramSample::time) == out.histograms.end();
    const auto isWithin = [&](TimestampMs first, TimestampMs last) {
        return chunk.begin <= first && last <= chunk.end;
    };
    const bool fits = (out.times.empty() || isWithin(out.times.front(), out.times.back())) &&
                      (out.histograms.empty() || isWithin(out.histograms.front().time, out.histograms.back().time));
    if (!ascends || !fits) {
        return fail(ErrorCode::kCorruption,
                    ascends ? "a chunk holds samples outside of its time range" : "a chunk's times do not ascend");
    }
    return {};
}

/// Walks the samples of one decoded chunk.
class OverlapMerger::Cursor {
  public:
    Cursor(model::Columns samples, std::size_t rank)
        : m_samples(std::move(samples))
        , m_rank(rank) {}

    bool atEnd() const { return m_position == m_samples.times.size() + m_samples.histograms.size(); }
    TimestampMs time() const { return isFloat() ? m_samples.times[m_position] : m_samples.histograms[m_position].time; }
    bool isFloat() const { return !m_samples.times.empty(); }
    double value() const { return m_samples.values[m_position]; }
    const model::HistogramValue& histogram() const { return m_samples.histograms[m_position].value; }
    std::size_t rank() const { return m_rank; }
    void advance() { ++m_position; }

    static bool isLater(const Cursor& a, const Cursor& b) {
        return std::pair(a.time(), a.m_rank) > std::pair(b.time(), b.m_rank);
    }

  private:
    model::Columns m_samples; ///< Floats or histograms, not both.
    std::size_t m_rank;
    std::size_t m_position = 0;
};

OverlapMerger::OverlapMerger() = default;
OverlapMerger::~OverlapMerger() = default;

Result<void> OverlapMerger::merge(std::span<const RankedChunk> chunks, std::deque<chunks::EncodedChunk>& out) {
    m_cursors.clear();
    m_batch.clear();
    m_any = false;
    std::size_t opened = 0;
    while (opened < chunks.size() || !m_cursors.empty()) {
        while (opened < chunks.size() && (m_cursors.empty() || chunks[opened].view.begin <= m_cursors.front().time())) {
            HEARTH_TRY(open(chunks[opened++]));
        }
        if (!m_cursors.empty()) {
            takeRun(opened < chunks.size() ? &chunks[opened] : nullptr);
        }
        if (m_batch.times.size() + m_batch.histograms.size() >= kBatchSamples) {
            flush(out);
        }
    }
    flush(out);
    return {};
}

Result<void> OverlapMerger::open(const RankedChunk& chunk) {
    model::Columns samples;
    HEARTH_TRY(decodeChunk(chunk.view, samples));
    Cursor cursor(std::move(samples), chunk.rank);
    if (!cursor.atEnd()) {
        m_cursors.push_back(std::move(cursor));
        std::ranges::push_heap(m_cursors, Cursor::isLater);
    }
    return {};
}

void OverlapMerger::takeRun(const RankedChunk* next) {
    std::ranges::pop_heap(m_cursors, Cursor::isLater);
    auto cursor = std::move(m_cursors.back());
    m_cursors.pop_back();
    auto limit = m_cursors.empty() ? std::numeric_limits<TimestampMs>::max() : m_cursors.front().time();
    limit = next != nullptr ? std::min(limit, next->view.begin) : limit;
    auto room = kBatchSamples - std::min(kBatchSamples, m_batch.times.size() + m_batch.histograms.size());
    do {
        take(cursor);
        cursor.advance();
    } while (--room > 0 && !cursor.atEnd() && cursor.time() < limit);
    if (!cursor.atEnd()) {
        m_cursors.push_back(std::move(cursor));
        std::ranges::push_heap(m_cursors, Cursor::isLater);
    }
}

void OverlapMerger::take(Cursor& cursor) {
    const auto time = cursor.time();
    if (m_any && time <= m_lastTime) {
        return;
    }
    if (cursor.isFloat()) {
        m_batch.times.push_back(time);
        m_batch.values.push_back(cursor.value());
    } else {
        // Between samples of two sources a counter may have been reset unseen.
        const bool follows = m_any && cursor.rank() == m_lastRank;
        const auto& value = cursor.histogram();
        m_batch.histograms.push_back(
            {time, follows ? value : std::visit([](const auto& shared) { return withUnknownReset(shared); }, value)});
    }
    m_any = true;
    m_lastTime = time;
    m_lastRank = cursor.rank();
}

void OverlapMerger::flush(std::deque<chunks::EncodedChunk>& out) {
    std::ranges::move(chunks::encode(m_batch), std::back_inserter(out));
    m_batch.clear();
}

} // namespace hearth::tsdb
