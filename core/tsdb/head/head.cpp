// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head.h"

#include <algorithm>

#include "base/hash.h"

namespace hearth::tsdb {
namespace {

constexpr LabelIndex::NameId kMetricNameId = 0;
constexpr std::size_t kPairArenaBlock = 16U << 10U;

/// Walks a Labels buffer that is not in a Labels object.
class PairsOfBytes {
  public:
    explicit PairsOfBytes(std::string_view bytes)
        : m_bytes(bytes) {}
    model::Labels::Iterator begin() const { return {m_bytes.data(), m_bytes.data() + m_bytes.size()}; }
    model::Labels::Iterator end() const { return {m_bytes.data() + m_bytes.size(), m_bytes.data() + m_bytes.size()}; }

  private:
    std::string_view m_bytes;
};

template <class Compare>
void moveBound(std::atomic<model::TimestampMs>& bound, model::TimestampMs time, Compare passes) {
    auto seen = bound.load(std::memory_order_relaxed);
    while (passes(time, seen) && !bound.compare_exchange_weak(seen, time, std::memory_order_relaxed)) {
    }
}

} // namespace

Head::Head(model::DurationMs chunkRange, instrument::Registry& registry)
    : m_chunkRange(chunkRange)
    , m_metrics(registry) {
    m_index.internName(model::kMetricName); // becomes kMetricNameId
}

bool Head::hasLabels(SeriesId id, std::string_view labelBytes) const {
    const auto pairs = m_series[id].pairs();
    std::size_t at = 0;
    for (const auto& label : PairsOfBytes(labelBytes)) {
        if (at == pairs.size() || m_index.view(pairs[at]) != label) {
            return false;
        }
        ++at;
    }
    return at == pairs.size();
}

std::optional<SeriesId> Head::find(std::string_view labelBytes, std::uint64_t hash) const {
    return m_seriesTable.find(hash, [&](SeriesId id) { return hasLabels(id, labelBytes); });
}

std::uint32_t* Head::allocatePairs(std::size_t count) {
    if (m_freePairs < count) {
        m_freePairs = std::max(count, kPairArenaBlock);
        m_pairArena.push_back(std::make_unique_for_overwrite<std::uint32_t[]>(m_freePairs));
    }
    // Blocks are used from their end, so that the free part needs no second number.
    m_freePairs -= count;
    return m_pairArena.back().get() + m_freePairs;
}

SeriesId Head::create(std::string_view labelBytes, std::uint64_t hash, std::uint64_t walRef) {
    const PairsOfBytes labels(labelBytes);
    const auto count = static_cast<std::size_t>(std::ranges::distance(labels.begin(), labels.end()));
    auto* const pairs = allocatePairs(count);
    std::size_t at = 0;
    for (const auto& label : labels) {
        // Series come target by target: most pairs are those of the series before.
        const bool asBefore = at < m_lastPairs.size() && m_index.view(m_lastPairs[at]) == label;
        pairs[at] = asBefore ? m_lastPairs[at] : m_index.internPair(label.name, label.value);
        ++at;
    }
    m_lastPairs = {pairs, count};
    const auto id = m_series.emplaceBack(pairs, static_cast<std::uint32_t>(count), walRef);
    m_seriesTable.insert(hash, id);
    m_index.add(id, {pairs, count});
    m_metrics.seriesCreated.increment();
    return id;
}

Result<SeriesId> Head::findOrCreate(const model::Labels& labels) {
    const auto hash = labels.hash();
    {
        const std::shared_lock lock(m_indexMutex);
        if (const auto known = find(labels.bytes(), hash)) {
            return *known;
        }
    }
    const std::unique_lock lock(m_indexMutex);
    if (const auto known = find(labels.bytes(), hash)) {
        return *known;
    }
    if (m_series.size() == std::numeric_limits<SeriesId>::max() - 1) {
        return fail(ErrorCode::kLimit, "the head cannot hold more series");
    }
    return create(labels.bytes(), hash, m_nextWalRef++);
}

Head::Found Head::findOrCreate(std::string_view labelBytes, std::uint64_t walRef) {
    const auto hash = xxHash64(labelBytes);
    const std::unique_lock lock(m_indexMutex);
    if (const auto known = find(labelBytes, hash)) {
        return {*known, false};
    }
    return {create(labelBytes, hash, walRef), true};
}

model::Labels Head::labelsOf(SeriesId id) const {
    const auto pairs = m_series[id].pairs();
    std::size_t bytes = 0;
    for (const auto pair : pairs) {
        const auto label = m_index.view(pair);
        bytes += label.name.size() + label.value.size() + 2;
    }
    model::SortedLabelsWriter writer;
    writer.reserve(bytes);
    for (const auto pair : pairs) {
        const auto label = m_index.view(pair);
        writer.add(label.name, label.value);
    }
    return writer.take();
}

std::string_view Head::metricNameOf(SeriesId id) const {
    for (const auto pair : m_series[id].pairs()) {
        if (m_index.nameOf(pair) == kMetricNameId) {
            return m_index.value(pair);
        }
    }
    return {};
}

void Head::settleValues(std::string_view name) {
    const auto settled = [&] {
        const auto id = m_index.findName(name);
        return !id || m_index.sortedCount(*id) == m_index.pairsOf(*id).size();
    };
    {
        const std::shared_lock lock(m_indexMutex);
        if (settled()) {
            return;
        }
    }
    const std::unique_lock lock(m_indexMutex);
    if (!settled()) {
        m_index.sortPairsOf(*m_index.findName(name));
    }
}

model::TimestampMs Head::minValidTime() const {
    const auto newest = m_maxTime.load(std::memory_order_relaxed);
    const auto lowest = std::numeric_limits<model::TimestampMs>::min();
    return newest < lowest + acceptedAge() ? lowest : newest - acceptedAge();
}

std::optional<model::TimeRange> Head::timeRange() const {
    const model::TimeRange range{m_minTime.load(std::memory_order_relaxed), m_maxTime.load(std::memory_order_relaxed)};
    return range.begin > range.end ? std::nullopt : std::optional(range);
}

void Head::widenTimeRange(model::TimeRange range) {
    moveBound(m_minTime, range.begin, std::less());
    moveBound(m_maxTime, range.end, std::greater());
}

} // namespace hearth::tsdb
