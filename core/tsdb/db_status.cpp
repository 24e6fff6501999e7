// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/db_status.h"

#include <algorithm>

namespace hearth::tsdb {
namespace {

using Entries = std::vector<HeadStatus::Entry>;

/// Keeps the largest entries seen, without keeping all.
class Largest {
  public:
    explicit Largest(std::size_t limit)
        : m_limit(limit) {}

    template <class MakeName>
    void offer(std::uint64_t count, MakeName makeName) {
        if (m_limit == 0 || (m_entries.size() == m_limit && count <= m_entries.back().count)) {
            return;
        }
        if (m_entries.size() == m_limit) {
            m_entries.pop_back();
        }
        const auto place = std::ranges::upper_bound(m_entries, count, std::greater(), &HeadStatus::Entry::count);
        m_entries.insert(place, {std::string(makeName()), count});
    }
    Entries take() { return std::move(m_entries); }

  private:
    const std::size_t m_limit;
    Entries m_entries; ///< Largest first.
};

} // namespace

HeadStatus headStatus(const Head& head, std::size_t limit) {
    HeadStatus status;
    status.series = head.seriesCount();
    status.chunks = head.chunkCount();
    status.timeRange = head.timeRange();
    Largest metrics(limit);
    Largest values(limit);
    Largest memory(limit);
    Largest pairs(limit);

    const std::shared_lock lock(head.indexMutex());
    const auto& index = head.index();
    status.labelPairs = index.pairCount();
    for (LabelIndex::NameId name = 0; name < index.nameEnd(); ++name) {
        const auto pairsOfName = index.pairsOf(name);
        if (pairsOfName.empty()) {
            continue;
        }
        const auto text = index.name(name);
        std::uint64_t bytes = 0;
        for (const auto pair : pairsOfName) {
            const auto value = index.value(pair);
            const auto series = index.postings(pair).size();
            bytes += value.size() * series;
            if (text == model::kMetricName) {
                metrics.offer(series, [&] { return value; });
            }
            pairs.offer(series, [&] { return std::string(text) + "=" + std::string(value); });
        }
        values.offer(pairsOfName.size(), [&] { return text; });
        memory.offer(bytes, [&] { return text; });
    }
    status.seriesCountByMetricName = metrics.take();
    status.labelValueCountByLabelName = values.take();
    status.memoryInBytesByLabelName = memory.take();
    status.seriesCountByLabelValuePair = pairs.take();
    return status;
}

} // namespace hearth::tsdb
