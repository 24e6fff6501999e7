// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "instrument/registry.h"
#include "model/exemplar.h"
#include "model/time.h"
#include "storage/storage.h"

namespace hearth::tsdb {

struct ExemplarMetrics;

/// The newest exemplars of all series in a ring of fixed size; each series' own are linked in the order of time.
/// Prometheus: CircularExemplarStorage. Threads: thread-safe.
class ExemplarRing {
  public:
    using SeriesId = std::uint64_t;
    struct Selected {
        SeriesId series = 0;
        std::vector<model::Exemplar> exemplars; ///< Ascending in time.
    };

    /// `window`: how much older than its series' newest exemplar one may be; 0: not at all.
    /// `registry` must outlive it.
    ExemplarRing(std::size_t capacity, model::DurationMs window, instrument::Registry& registry);
    ~ExemplarRing();

    /// Why add() would not take it; changes nothing.
    std::optional<storage::RejectReason> check(SeriesId series, const model::Exemplar& exemplar) const;
    /// Takes it, in place of the one that was added first where the ring is full. An exemplar that is there already is
    /// no rejection.
    std::optional<storage::RejectReason> add(SeriesId series, const model::Exemplar& exemplar);
    /// Forgets what a series has; to be called before its id names another one.
    void remove(SeriesId series);

    /// The exemplars within `range` of the series that `wanted` accepts, in no order of series. `wanted` is called
    /// once a series that has any in the range; it must not call back.
    std::vector<Selected> select(model::TimeRange range, const std::function<bool(SeriesId)>& wanted) const;
    /// All of them, those added first first; `visit` must not call back.
    void forEach(const std::function<void(SeriesId, const model::Exemplar&)>& visit) const;

    /// Keeps what was added last.
    void resize(std::size_t capacity);
    std::size_t capacity() const;
    void setWindow(model::DurationMs window);

  private:
    using Index = std::uint32_t;
    static constexpr Index kNone = 0xffffffff;
    struct Entry {
        model::TimestampMs time = 0;
        double value = 0;
        std::unique_ptr<char[]> labels; ///< Length (LEB128), then a Labels buffer; null: none.
        Index older = kNone;
        Index newer = kNone;
        Index list = kNone; ///< Into m_lists; kNone: the entry is free.
        bool ownTime = false;
    };
    struct List {
        SeriesId series = 0;
        Index oldest = kNone;
        Index newest = kNone;
    };

    static std::unique_ptr<char[]> pack(const model::Labels& labels);
    static std::string_view labelBytes(const Entry& entry);
    static model::Exemplar exemplarOf(const Entry& entry);
    std::optional<storage::RejectReason> validate(const List* list, const model::Exemplar& exemplar) const;
    const List* find(SeriesId series) const;
    Index listOf(SeriesId series);
    void vacate(Index entry);
    void link(Index entry, Index list);
    Index lastUpTo(const List& list, model::TimestampMs time) const;
    void updateMetrics();

    const std::unique_ptr<ExemplarMetrics> m_metrics;

    mutable std::mutex m_mutex; ///< Guards all below.
    std::size_t m_capacity;
    model::DurationMs m_window;
    std::vector<Entry> m_entries; ///< Grows up to m_capacity.
    Index m_next = 0;             ///< Where the next one goes.
    std::size_t m_used = 0;
    std::vector<List> m_lists;
    std::vector<Index> m_freeLists;
    std::unordered_map<SeriesId, Index> m_listBySeries;
};

} // namespace hearth::tsdb
