// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/time.h"

namespace hearth::tsdb {

inline constexpr std::uint32_t kTombstonesMagic = 0x0130BA30; ///< On disk, never change.

/// Closed intervals in which samples count as deleted, ascending and disjoint, also not touching each other.
using DeletedTimes = std::vector<model::TimeRange>;

/// Adds an interval, joined with those that it meets.
void addDeleted(DeletedTimes& times, model::TimeRange range);
/// Whether all of [range.begin, range.end] is deleted.
bool isDeleted(std::span<const model::TimeRange> times, model::TimeRange range);

/// What is deleted of the series of a block, by their id in its index.
/// Threads: thread-compatible.
class Tombstones {
  public:
    /// A range that ends before it begins deletes nothing.
    void add(std::uint64_t series, model::TimeRange range) {
        if (range.begin <= range.end) {
            addDeleted(m_series[series], range);
        }
    }
    /// Empty for most.
    std::span<const model::TimeRange> of(std::uint64_t series) const;
    bool empty() const { return m_series.empty(); }
    /// The number of intervals.
    std::uint64_t count() const;
    const std::map<std::uint64_t, DeletedTimes>& series() const { return m_series; }

  private:
    std::map<std::uint64_t, DeletedTimes> m_series;
};

/// The tombstones file of a block. Errors: kCorruption, kUnsupported (a version from the future).
Result<Tombstones> parseTombstones(std::string_view file);
std::string printTombstones(const Tombstones& tombstones);

} // namespace hearth::tsdb
