// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "storage/storage.h"
#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// Reads the head as of its creation. Label names and values are those of all series, whatever their samples' times,
/// as long as the head overlaps the range at all. The head must outlive it, and so must its series it.
/// To be made before the list of blocks is taken that it is read with: what leaves the head is in a block before.
/// Threads: thread-safe.
class HeadQuerier final : public storage::Querier {
  public:
    HeadQuerier(Head& head, model::TimeRange range);

    Result<storage::SeriesList> select(bool sorted, const storage::SelectHints& hints,
                                       std::span<const model::Matcher> matchers, std::stop_token stop) override;
    Result<std::vector<std::string>> labelNames(std::span<const model::Matcher> matchers,
                                                std::stop_token stop) override;
    Result<std::vector<std::string>> labelValues(const std::string& name, std::span<const model::Matcher> matchers,
                                                 std::stop_token stop) override;

  private:
    void settle(std::span<const model::Matcher> matchers);
    Result<std::vector<SeriesKey>> find(std::span<const model::Matcher> matchers, const std::stop_token& stop);
    std::vector<LabelIndex::NameId> numbersOf(const std::vector<std::string>& names) const;
    Result<void> list(std::span<const SeriesKey> keys, const std::vector<std::string>* labelsNeeded,
                      storage::SeriesList& out, const std::stop_token& stop);
    bool hasSamplesInRange(SeriesId id) const;
    bool headOverlaps() const;

    Head& m_head;
    const model::TimeRange m_range; ///< For out-of-order samples.
    const std::shared_ptr<const Isolation::View> m_view;
    const model::TimeRange m_inOrderRange; ///< What the view's floor leaves of it.
};

} // namespace hearth::tsdb
