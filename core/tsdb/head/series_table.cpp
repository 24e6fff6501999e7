// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/series_table.h"

#include <algorithm>
#include <fmt/format.h>

namespace hearth::tsdb {
namespace {

/// How much a slice of a sweep does at most, roughly: a millisecond of work.
constexpr std::size_t kSlicePostings = 256U << 10U;
constexpr std::size_t kSlicePairs = 16U << 10U;

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

} // namespace

bool SeriesTable::hasLabels(SeriesId id, std::string_view labelBytes) const {
    const auto pairs = pairsOf(id);
    std::size_t at = 0;
    for (const auto& label : PairsOfBytes(labelBytes)) {
        if (at == pairs.size() || m_index.view(pairs[at]) != label) {
            return false;
        }
        ++at;
    }
    return at == pairs.size();
}

std::optional<SeriesId> SeriesTable::find(std::string_view labelBytes, std::uint64_t hash) const {
    return m_byLabels.find(hash, [&](SeriesId id) { return hasLabels(id, labelBytes); });
}

std::optional<SeriesId> SeriesTable::place() {
    if (!m_free.empty()) {
        const auto id = m_free.back();
        m_free.pop_back();
        m_absent[id] = false;
        --m_absentCount;
        return id;
    }
    if (m_series.size() == std::numeric_limits<SeriesId>::max() - 1) {
        return std::nullopt;
    }
    m_absent.push_back(false);
    return m_series.emplaceBack();
}

Result<SeriesId> SeriesTable::create(std::string_view labelBytes, std::uint64_t hash, std::uint64_t walRef,
                                     const std::function<std::unique_lock<std::mutex>(SeriesId)>& lockStripe) {
    const PairsOfBytes labels(labelBytes);
    const auto count = static_cast<std::size_t>(std::ranges::distance(labels.begin(), labels.end()));
    if (count > PairArena::kMaxCount) {
        return fail(ErrorCode::kLimit, fmt::format("a series has more than {} labels", PairArena::kMaxCount));
    }
    const auto id = place();
    if (!id) {
        return fail(ErrorCode::kLimit, "the head cannot hold more series");
    }
    const auto pairsAt = m_pairs.allocate(count);
    auto* const pairs = m_pairs.data(pairsAt);
    std::size_t at = 0;
    for (const auto& label : labels) {
        // Series come target by target: most pairs are those of the series before.
        if (at < m_lastPairs.size() && m_index.view(m_lastPairs[at]) == label) {
            pairs[at] = m_lastPairs[at];
            m_index.add(pairs[at], *id);
        } else {
            pairs[at] = m_index.add(label.name, label.value, *id);
        }
        ++at;
    }
    m_lastPairs.assign(pairs, pairs + count);
    {
        const auto lock = lockStripe(*id);
        m_series[*id].begin(pairsAt, count, walRef);
    }
    m_byLabels.insert(hash, *id);
    return *id;
}

model::Labels SeriesTable::labelsOf(SeriesId id) const {
    const auto pairs = pairsOf(id);
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

model::Labels SeriesTable::labelsOf(SeriesId id, std::span<const LabelIndex::NameId> names) const {
    const auto forEachNamed = [&](const auto& visit) {
        for (const auto pair : pairsOf(id)) {
            if (std::ranges::find(names, m_index.nameOf(pair)) != names.end()) {
                visit(m_index.view(pair));
            }
        }
    };
    std::size_t bytes = 0;
    forEachNamed([&](model::LabelView label) { bytes += label.name.size() + label.value.size() + 2; });
    model::SortedLabelsWriter writer;
    writer.reserve(bytes);
    forEachNamed([&](model::LabelView label) { writer.add(label.name, label.value); });
    return writer.take();
}

std::string_view SeriesTable::metricNameOf(SeriesId id) const {
    for (const auto pair : pairsOf(id)) {
        if (const auto label = m_index.view(pair); label.name == model::kMetricName) {
            return label.value;
        }
    }
    return {};
}

void SeriesTable::markGone(SeriesId id) {
    m_byLabels.erase(labelsOf(id).hash(), id);
    m_absent[id] = true;
    ++m_absentCount;
    m_gone.push_back(id);
}

void SeriesTable::beginSweep() {
    m_lastPairs.clear();
    std::vector<bool> seen(m_index.pairEnd());
    m_sweepPairs.clear();
    for (const auto id : m_gone) {
        for (const auto pair : pairsOf(id)) {
            if (!seen[pair]) {
                seen[pair] = true;
                m_sweepPairs.push_back(pair);
            }
        }
    }
    std::ranges::sort(m_sweepPairs, {}, [this](LabelIndex::PairId pair) { return m_index.nameOf(pair); });
    m_swept = 0;
    m_evacuating = false;
}

bool SeriesTable::sweepSome() {
    if (m_swept < m_sweepPairs.size()) {
        std::size_t postings = 0;
        auto end = m_swept;
        while (end < m_sweepPairs.size() && end - m_swept < kSlicePairs && postings < kSlicePostings) {
            postings += m_index.postings(m_sweepPairs[end++]).size();
        }
        m_lastPairs.clear();
        m_index.sweep(std::span(m_sweepPairs).subspan(m_swept, end - m_swept),
                      [this](SeriesId id) { return m_absent[id]; });
        m_swept = end;
        return true;
    }
    if (!m_gone.empty()) {
        freeGone();
        m_evacuating = m_index.isSparse();
        m_evacuated = 0;
        if (m_evacuating) {
            m_index.beginEvacuation();
        }
    }
    if (m_evacuating) {
        m_index.evacuate(m_evacuated, m_evacuated + kSlicePairs);
        m_evacuated += kSlicePairs;
        m_evacuating = m_evacuated < m_index.pairEnd();
    }
    return m_evacuating;
}

void SeriesTable::freeGone() {
    for (const auto id : m_gone) {
        m_pairs.release(m_series[id].pairsAt(), m_series[id].pairCount());
    }
    m_free.insert(m_free.end(), m_gone.begin(), m_gone.end());
    std::ranges::sort(m_free, std::greater());
    m_gone = {};
    m_sweepPairs = {};
    m_swept = 0;
}

std::size_t SeriesTable::byteCount() const {
    return m_index.byteCount() + m_byLabels.byteCount() + m_pairs.byteCount() + m_series.byteCount();
}

} // namespace hearth::tsdb
