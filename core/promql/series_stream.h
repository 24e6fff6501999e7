// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "model/labels.h"
#include "promql/column.h"
#include "promql/query_context.h"

namespace hearth::promql {

/// What identifies a series inside an evaluation.
struct SeriesKey {
    model::Labels labels;
    /// The metric name is to be dropped, but only at the end of the query (delayed name removal).
    bool dropName = false;
};

/// An instant vector over all steps: its series are known at once, their values are computed one series at a time on
/// demand, so that a chain of operators (selector, rate, abs, ...) never holds more than one column a thread.
/// Two series may have equal labels only where they have no value at the same step, or in a narrow stream
/// (Evaluator::narrowVector).
/// Threads: thread-safe for different series.
class SeriesStream {
  public:
    SeriesStream() = default;
    SeriesStream(const SeriesStream&) = delete;
    SeriesStream& operator=(const SeriesStream&) = delete;
    virtual ~SeriesStream() = default;

    std::size_t size() const { return m_keys->size(); }
    const SeriesKey& key(std::size_t series) const { return (*m_keys)[series]; }
    const std::vector<SeriesKey>& keys() const { return *m_keys; }

    /// Whether all series have the same metric name (or none), so that dropping it cannot make two of them equal.
    bool hasOneName() const { return m_hasOneName; }

    /// Writes the values of one series; `out` has a cell a step.
    virtual Result<void> column(std::size_t series, std::span<double> out, Scratch& scratch) = 0;

  protected:
    void setKeys(std::vector<SeriesKey> keys) { m_own = std::move(keys); }
    /// Instead of a copy: `keys` stay as they are as long as this lives.
    void shareKeys(const std::vector<SeriesKey>& keys) { m_keys = &keys; }
    bool m_hasOneName = false;

  private:
    std::vector<SeriesKey> m_own;
    const std::vector<SeriesKey>* m_keys = &m_own;
};
using StreamPtr = std::unique_ptr<SeriesStream>;

/// Series with all their values at hand: one buffer, a row a series. Gives back to the budget what it took.
/// Threads: thread-compatible; different rows may be written at one time.
class Table {
  public:
    /// `width` is the number of steps.
    Table(std::size_t width, SampleBudget& budget)
        : m_width(width)
        , m_budget(&budget) {}
    Table(Table&& other) noexcept;
    Table& operator=(Table&& other) noexcept;
    ~Table() { release(); }

    std::size_t size() const { return m_keys.size(); }
    std::size_t width() const { return m_width; }
    std::vector<SeriesKey>& keys() { return m_keys; }
    const std::vector<SeriesKey>& keys() const { return m_keys; }
    std::span<double> row(std::size_t series) { return {m_cells.data() + series * m_width, m_width}; }
    std::span<const double> row(std::size_t series) const { return {m_cells.data() + series * m_width, m_width}; }

    /// Takes over the keys and makes an absent row for each. kLimit where so many cells cannot be held.
    Result<void> create(std::vector<SeriesKey> keys);
    /// Charges `samples` more to the budget until the table goes.
    Result<void> charge(std::size_t samples);
    /// Removes the rows that hold no value.
    void removeEmptyRows();
    SampleBudget& budget() const { return *m_budget; }

  private:
    void release();

    std::size_t m_width = 0;
    SampleBudget* m_budget = nullptr;
    std::atomic<std::size_t> m_charged{0};
    std::vector<SeriesKey> m_keys;
    std::vector<double> m_cells;
};

/// A stream whose values are at hand.
class TableStream final : public SeriesStream {
  public:
    explicit TableStream(Table table);
    Result<void> column(std::size_t series, std::span<double> out, Scratch& scratch) override;
    Table take() &&;
    Table& table() { return m_table; }

  private:
    Table m_table;
};

/// The stream without its histograms: floats alone, absent cells where these are.
StreamPtr floatsOnly(StreamPtr stream, const QueryContext& context);

/// Computes all series of a stream, in parallel; rows without any value are left out.
Result<Table> materialize(SeriesStream& stream, std::size_t width, QueryContext& context);

/// What happens to series whose labels are equal.
enum class Duplicates : std::uint8_t {
    kMerge,  ///< They become one where they have no step in common; an error where they have.
    kReject, ///< An error in any case.
};

/// Makes the labels of a table's rows unique. kInternal: `vector cannot contain metrics with the same labelset`.
Result<Table> uniteDuplicates(Table table, Duplicates rule);
bool hasDuplicates(const std::vector<SeriesKey>& keys);

/// The named rows, in that order.
Result<Table> pickRows(Table table, std::span<const std::size_t> rows);
/// The rows of all tables (each of `width`), one after the other; rows with equal labels are united.
Result<Table> concatenate(std::span<const Table> parts, std::size_t width, SampleBudget& budget);

} // namespace hearth::promql
