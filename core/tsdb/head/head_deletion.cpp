// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Head that deletes samples, and finds exemplars.
#include <algorithm>

#include "tsdb/head/head.h"
#include "tsdb/head/selection.h"

namespace hearth::tsdb {
namespace {

/// Adds a closed interval to ascending disjoint ones; those that meet or touch become one.
void addInterval(std::vector<model::TimeRange>& intervals, model::TimeRange added) {
    constexpr auto kLast = std::numeric_limits<model::TimestampMs>::max();
    const auto touches = [](model::TimestampMs end, model::TimestampMs begin) {
        return end == kLast || end + 1 >= begin;
    };
    auto at = intervals.begin();
    while (at != intervals.end() && !touches(at->end, added.begin)) {
        ++at;
    }
    auto last = at;
    while (last != intervals.end() && touches(added.end, last->begin)) {
        added = {std::min(added.begin, last->begin), std::max(added.end, last->end)};
        ++last;
    }
    at = intervals.erase(at, last);
    intervals.insert(at, added);
}

/// The times of all samples of a series; an empty range where it has none.
model::TimeRange extentOf(const MemSeries& series, const SeriesMemory& memory) {
    model::TimeRange extent{std::numeric_limits<model::TimestampMs>::max(),
                            std::numeric_limits<model::TimestampMs>::min()};
    const auto widen = [&](model::TimeRange range) {
        extent = {std::min(extent.begin, range.begin), std::max(extent.end, range.end)};
    };
    if (const auto open = series.open(memory); open.samples != 0) {
        widen({open.begin, open.end});
    }
    for (auto index = series.newestClosed(); index != kNoChunk; index = memory.chunks[index].older) {
        widen({memory.chunks[index].begin, memory.chunks[index].end()});
    }
    if (const auto* const extra = series.extra(memory)) {
        for (const auto& chunk : extra->outOfOrderChunks) {
            widen(chunk.range);
        }
        if (const auto unwritten = unwrittenRange(*extra)) {
            widen(*unwritten);
        }
    }
    return extent;
}

} // namespace

void Head::markDeleted(SeriesId id, model::TimeRange range) {
    addInterval(m_table[id].makeExtra(m_memory).deleted, range);
}

std::uint64_t Head::deleteSamples(model::TimeRange range, std::span<const model::Matcher> matchers,
                                  std::vector<wal::TombstoneEntry>& records) {
    for (const auto& matcher : matchers) {
        if (matcher.type() == model::MatchType::kRegex && !matcher.regex()->prefix().empty()) {
            settleValues(matcher.name());
        }
    }
    const std::shared_lock lock(m_table.mutex());
    const auto ids = selectSeries(*this, matchers, {});
    std::uint64_t touched = 0;
    StripeWalk stripes(*this);
    for (const auto id : ids.value_or(std::vector<SeriesId>())) {
        stripes.enter(id);
        // Samples that come later are not meant.
        const auto extent = extentOf(m_table[id], m_memory);
        const model::TimeRange deleted{std::max(range.begin, extent.begin), std::min(range.end, extent.end)};
        if (deleted.begin > deleted.end) {
            continue;
        }
        markDeleted(id, deleted);
        records.push_back({m_table[id].walRef(), deleted});
        ++touched;
    }
    return touched;
}

std::vector<storage::SeriesExemplars> Head::selectExemplars(model::TimeRange range,
                                                            std::span<const std::vector<model::Matcher>> matcherSets) {
    std::vector<storage::SeriesExemplars> found;
    if (m_exemplars.capacity() == 0) {
        return found;
    }
    for (const auto& matchers : matcherSets) {
        for (const auto& matcher : matchers) {
            if (matcher.type() == model::MatchType::kRegex && !matcher.regex()->prefix().empty()) {
                settleValues(matcher.name());
            }
        }
    }
    const std::shared_lock lock(m_table.mutex());
    std::vector<SeriesId> wanted;
    for (const auto& matchers : matcherSets) {
        const auto ids = selectSeries(*this, matchers, {}).value_or(std::vector<SeriesId>());
        wanted.insert(wanted.end(), ids.begin(), ids.end());
    }
    std::ranges::sort(wanted);
    auto selected = m_exemplars.select(range, [&](std::uint64_t ref) {
        const auto key = SeriesKey::of(ref);
        return has(key) && std::ranges::binary_search(wanted, key.id);
    });
    for (auto& one : selected) {
        found.push_back({m_table.labelsOf(SeriesKey::of(one.series).id), std::move(one.exemplars)});
    }
    std::ranges::sort(found, [](const auto& a, const auto& b) { return a.labels < b.labels; });
    return found;
}

} // namespace hearth::tsdb
