// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MemSeries that takes native histograms.
#include <bit>

#include "tsdb/head/histogram_equal.h"
#include "tsdb/head/mem_series.h"

namespace hearth::tsdb {
namespace {

std::uint64_t bitsOf(double value) {
    return std::bit_cast<std::uint64_t>(value);
}
std::uint64_t bitsOf(std::uint64_t value) {
    return value;
}

bool equalBuckets(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
    return a == b;
}
bool equalBuckets(const std::vector<double>& a, const std::vector<double>& b) {
    return std::ranges::equal(a, b, [](double x, double y) { return bitsOf(x) == bitsOf(y); });
}

template <class Value>
bool equal(const Value& a, const Value& b) {
    return bitsOf(a.sum) == bitsOf(b.sum) && bitsOf(a.count) == bitsOf(b.count) &&
           bitsOf(a.zeroCount) == bitsOf(b.zeroCount) && a.layout == b.layout &&
           equalBuckets(a.positiveBuckets, b.positiveBuckets) && equalBuckets(a.negativeBuckets, b.negativeBuckets);
}

} // namespace

bool equalBits(const model::HistogramValue& a, const model::HistogramValue& b) {
    if (a.index() != b.index()) {
        return false;
    }
    return std::visit(
        [&b](const auto& value) {
            const auto& other = std::get<std::decay_t<decltype(value)>>(b);
            return value == other || (value && other && equal(*value, *other));
        },
        a);
}

template <class Value>
bool MemSeries::appendHistogram(model::TimestampMs time, const Value& value, model::DurationMs chunkRange,
                                SeriesMemory& memory) {
    using Chunk = chunks::BasicHistogramChunk<Value>;
    auto header = chunks::headerFor(value.hint);
    auto& extra = makeExtra(memory);
    if (auto* const chunk = std::get_if<Chunk>(&extra.open)) {
        const chunks::OpenHistogramChunk open{chunk->count(), chunk->size(), chunk->firstTime(), chunk->lastTime()};
        if (extra.cut.cutsBefore(open, time) || chunk->count() >= chunks::kMaxChunkSamples) {
            header = chunk->continuationHeader(value);
        } else if (const auto next = chunk->append(time, value)) {
            header = *next;
        } else {
            return false;
        }
    }
    closeOpen(memory);
    extra.open.template emplace<Chunk>().begin(time, value, header);
    extra.cut.begin(time, chunkRange);
    m_hasOpenHistograms = 1;
    return true;
}

bool MemSeries::append(model::TimestampMs time, const model::HistogramValue& value, model::DurationMs chunkRange,
                       SeriesMemory& memory) {
    const bool isFirst =
        std::visit([&](const auto& histogram) { return appendHistogram(time, *histogram, chunkRange, memory); }, value);
    memory.extras[m_extra].last = value;
    return isFirst;
}

} // namespace hearth::tsdb
