// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/series_stream.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace hearth::promql {

namespace {

/// A sparse table may have this many cells for each sample that the query may hold.
constexpr std::size_t kCellsPerSample = 2;

struct LabelsOfKey {
    std::size_t operator()(const model::Labels* labels) const { return labels->hash(); }
    bool operator()(const model::Labels* left, const model::Labels* right) const { return *left == *right; }
};

Result<void> mergeRow(std::span<double> into, std::span<const double> from) {
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (isAbsent(from[i])) {
            continue;
        }
        if (!isAbsent(into[i])) {
            return fail(ErrorCode::kInternal, "vector cannot contain metrics with the same labelset");
        }
        into[i] = from[i];
    }
    return {};
}

/// A stream of floats and histograms, seen as one of floats.
class FloatsOnlyStream final : public SeriesStream {
  public:
    FloatsOnlyStream(StreamPtr child, const HistogramPool& pool)
        : m_child(std::move(child))
        , m_pool(pool) {
        shareKeys(m_child->keys());
        m_hasOneName = m_child->hasOneName();
    }

    Result<void> column(std::size_t series, std::span<double> out, Scratch& scratch) override {
        HEARTH_TRY(m_child->column(series, out, scratch));
        if (!m_pool.empty()) {
            dropHistograms(out);
        }
        return {};
    }

  private:
    StreamPtr m_child;
    const HistogramPool& m_pool;
};

} // namespace

StreamPtr floatsOnly(StreamPtr stream, const QueryContext& context) {
    if (auto* table = dynamic_cast<TableStream*>(stream.get())) {
        for (std::size_t row = 0; row < table->size() && !context.histograms.empty(); ++row) {
            dropHistograms(table->table().row(row));
        }
        return stream;
    }
    return std::make_unique<FloatsOnlyStream>(std::move(stream), context.histograms);
}

Table::Table(Table&& other) noexcept
    : m_width(other.m_width)
    , m_budget(other.m_budget)
    , m_charged(other.m_charged.exchange(0))
    , m_keys(std::move(other.m_keys))
    , m_cells(std::move(other.m_cells)) {}

Table& Table::operator=(Table&& other) noexcept {
    if (this != &other) {
        release();
        m_width = other.m_width;
        m_budget = other.m_budget;
        m_charged = other.m_charged.exchange(0);
        m_keys = std::move(other.m_keys);
        m_cells = std::move(other.m_cells);
    }
    return *this;
}

void Table::release() {
    m_budget->release(m_charged.exchange(0));
}

Result<void> Table::create(std::vector<SeriesKey> keys) {
    const auto limit = static_cast<std::size_t>(m_budget->limit());
    if (m_width > 0 && keys.size() > limit * kCellsPerSample / m_width) {
        return tooManySamples();
    }
    m_keys = std::move(keys);
    m_cells.assign(m_keys.size() * m_width, absentValue());
    return {};
}

Result<void> Table::charge(std::size_t samples) {
    m_charged += samples;
    return m_budget->take(samples);
}

void Table::removeEmptyRows() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (std::ranges::all_of(row(i), isAbsent)) {
            continue;
        }
        if (kept != i) {
            m_keys[kept] = std::move(m_keys[i]);
            std::ranges::copy(row(i), row(kept).begin());
        }
        ++kept;
    }
    m_keys.resize(kept);
    m_cells.resize(kept * m_width);
}

TableStream::TableStream(Table table)
    : m_table(std::move(table)) {
    shareKeys(m_table.keys());
    m_hasOneName = size() <= 1;
}

Result<void> TableStream::column(std::size_t series, std::span<double> out, Scratch&) {
    std::ranges::copy(m_table.row(series), out.begin());
    return {};
}

Table TableStream::take() && {
    return std::move(m_table);
}

Result<Table> materialize(SeriesStream& stream, std::size_t width, QueryContext& context) {
    if (auto* table = dynamic_cast<TableStream*>(&stream)) {
        return std::move(*table).take();
    }
    Table table(width, context.budget);
    HEARTH_TRY(table.create(stream.keys()));
    const auto body = [&](std::size_t series, Scratch& scratch) -> Result<void> {
        HEARTH_TRY(stream.column(series, table.row(series), scratch));
        return table.charge(countPresent(table.row(series)));
    };
    HEARTH_TRY(context.forEach(stream.size(), body));
    table.removeEmptyRows();
    return table;
}

bool hasDuplicates(const std::vector<SeriesKey>& keys) {
    std::unordered_set<const model::Labels*, LabelsOfKey, LabelsOfKey> seen;
    seen.reserve(keys.size());
    return !std::ranges::all_of(keys, [&](const SeriesKey& key) { return seen.insert(&key.labels).second; });
}

Result<Table> pickRows(Table table, std::span<const std::size_t> rows) {
    std::vector<SeriesKey> keys;
    keys.reserve(rows.size());
    for (const std::size_t row : rows) {
        keys.push_back(table.keys()[row]);
    }
    Table picked(table.width(), table.budget());
    HEARTH_TRY(picked.create(std::move(keys)));
    HEARTH_TRY(picked.charge(rows.size() * picked.width()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::ranges::copy(table.row(rows[i]), picked.row(i).begin());
    }
    return picked;
}

Result<Table> concatenate(std::span<const Table> parts, std::size_t width, SampleBudget& budget) {
    std::vector<SeriesKey> keys;
    for (const Table& part : parts) {
        keys.insert(keys.end(), part.keys().begin(), part.keys().end());
    }
    Table all(width, budget);
    HEARTH_TRY(all.create(std::move(keys)));
    HEARTH_TRY(all.charge(all.size() * all.width()));
    std::size_t next = 0;
    for (const Table& part : parts) {
        for (std::size_t row = 0; row < part.size(); ++row) {
            std::ranges::copy(part.row(row), all.row(next++).begin());
        }
    }
    return uniteDuplicates(std::move(all), Duplicates::kMerge);
}

Result<Table> uniteDuplicates(Table table, Duplicates rule) {
    table.removeEmptyRows();
    if (!hasDuplicates(table.keys())) {
        return table;
    }
    if (rule == Duplicates::kReject) {
        return fail(ErrorCode::kInternal, "vector cannot contain metrics with the same labelset");
    }
    std::unordered_map<const model::Labels*, std::size_t, LabelsOfKey, LabelsOfKey> rows;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto [first, isNew] = rows.emplace(&table.keys()[i].labels, i);
        if (!isNew) {
            HEARTH_TRY(mergeRow(table.row(first->second), table.row(i)));
            std::ranges::fill(table.row(i), absentValue());
        }
    }
    table.removeEmptyRows();
    return table;
}

} // namespace hearth::promql
