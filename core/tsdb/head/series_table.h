// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/labels.h"
#include "storage/storage.h"
#include "tsdb/head/label_index.h"
#include "tsdb/head/mem_series.h"
#include "tsdb/head/pair_arena.h"

namespace hearth::tsdb {

/// Names a series and says which one of those that had its number: storage::SeriesRef in parts.
struct SeriesKey {
    SeriesId id = 0;
    std::uint32_t generation = 0; ///< The low half of its number in the log.

    static SeriesKey of(storage::SeriesRef ref) {
        return {static_cast<SeriesId>(ref) - 1, static_cast<std::uint32_t>(ref >> 32U)};
    }
    storage::SeriesRef ref() const { return std::uint64_t{generation} << 32U | (id + 1); }
    bool operator==(const SeriesKey&) const = default;
};

/// All series by number, by labels, and the index from labels to series. Places of removed series are given again.
///
/// Removal goes in steps, so that nobody waits for long: markGone() takes a series out of the table (readers skip it),
/// sweepSome() takes those that are gone out of the postings, slice by slice; then their numbers are free.
/// Threads: what is said to need mutex() needs it (shared, or exclusive). A place never moves, so who knows that a
/// series stays (it is pinned, or its stripe is locked) needs no mutex() for the MemSeries itself.
class SeriesTable {
  public:
    std::shared_mutex& mutex() const { return m_mutex; }

    MemSeries& operator[](SeriesId id) { return m_series[id]; }
    const MemSeries& operator[](SeriesId id) const { return m_series[id]; }
    /// All ids are below it.
    SeriesId end() const { return m_series.size(); }

    // --- mutex() shared
    std::optional<SeriesId> find(std::string_view labelBytes, std::uint64_t hash) const;
    std::uint32_t count() const { return static_cast<std::uint32_t>(m_byLabels.size()); }
    bool has(SeriesId id) const { return !m_absent[id]; }
    /// Whether the postings, or the numbers, have series that are not there.
    bool hasGaps() const { return m_absentCount != 0; }
    std::span<const LabelIndex::PairId> pairsOf(SeriesId id) const {
        return m_pairs.pairs(m_series[id].pairsAt(), m_series[id].pairCount());
    }
    model::Labels labelsOf(SeriesId id) const;
    /// Those of these names alone.
    model::Labels labelsOf(SeriesId id, std::span<const LabelIndex::NameId> names) const;
    std::string_view metricNameOf(SeriesId id) const;
    const LabelIndex& index() const { return m_index; }
    /// Series that are made later have this number in the log, or a greater one.
    std::uint64_t nextWalRef() const { return m_nextWalRef; }
    std::size_t byteCount() const;

    // --- mutex() exclusive
    /// kLimit where there is no number left, or too many labels. The place may be looked at under its stripe's lock
    /// alone, by who knows an older key: so `lockStripe` is called before it is taken.
    Result<SeriesId> create(std::string_view labelBytes, std::uint64_t hash, std::uint64_t walRef,
                            const std::function<std::unique_lock<std::mutex>(SeriesId)>& lockStripe);
    std::uint64_t takeWalRef() { return m_nextWalRef++; }
    void setNextWalRef(std::uint64_t ref) { m_nextWalRef = ref; }
    LabelIndex& index() { return m_index; }
    void reserve(std::size_t count) { m_byLabels.reserve(count); }
    /// The series is found no more. To be called before MemSeries::end().
    void markGone(SeriesId id);
    /// Starts to sweep those that are gone; nothing may be marked before it is over.
    void beginSweep();
    /// One slice; false when the sweep is over.
    bool sweepSome();

  private:
    bool hasLabels(SeriesId id, std::string_view labelBytes) const;
    std::optional<SeriesId> place();
    void freeGone();

    mutable std::shared_mutex m_mutex;
    StableVector<MemSeries> m_series; ///< Grown with m_mutex held.

    LabelIndex m_index;
    IdTable m_byLabels;
    PairArena m_pairs;
    std::vector<bool> m_absent; ///< By id: unused, or gone.
    std::size_t m_absentCount = 0;
    std::vector<SeriesId> m_free;                ///< Descending, so that the lowest is given first.
    std::vector<LabelIndex::PairId> m_lastPairs; ///< Of the newest series.
    std::uint64_t m_nextWalRef = 1;

    std::vector<SeriesId> m_gone;                 ///< Still in the postings.
    std::vector<LabelIndex::PairId> m_sweepPairs; ///< Of those, by name.
    std::size_t m_swept = 0;
    LabelIndex::PairId m_evacuated = 0;
    bool m_evacuating = false;
};

} // namespace hearth::tsdb
