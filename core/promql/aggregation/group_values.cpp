// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <unordered_map>

#include "base/number_format.h"
#include "model/histogram_buckets.h"
#include "promql/aggregation/aggregate.h"
#include "promql/numeric/quantile.h"

namespace hearth::promql {

namespace {

/// Steps whose values are gathered in one walk over the rows of a group: a cache line of each row.
constexpr std::size_t kStepsPerWalk = 8;

/// Quantiles of one group: `rows` are its series.
void quantilesOfGroup(const Table& table, std::span<const std::uint32_t> rows, const Column& q, std::span<double> out) {
    std::array<std::vector<double>, kStepsPerWalk> values;
    for (std::size_t begin = 0; begin < out.size(); begin += kStepsPerWalk) {
        const std::size_t count = std::min(kStepsPerWalk, out.size() - begin);
        for (std::size_t i = 0; i < count; ++i) {
            values[i].clear();
        }
        for (const std::uint32_t row : rows) {
            const auto cells = table.row(row).subspan(begin, count);
            for (std::size_t i = 0; i < count; ++i) {
                if (!isAbsent(cells[i])) {
                    values[i].push_back(cells[i]);
                }
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            out[begin + i] = values[i].empty() ? absentValue() : quantileOf(q[begin + i], values[i]);
        }
    }
}

/// Where each group begins in Grouping::order; one entry more than groups.
std::vector<std::size_t> groupBegins(const Grouping& grouping) {
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < grouping.order.size(); ++i) {
        if (i == 0 || grouping.groupAt(i) != grouping.groupAt(i - 1)) {
            begins.push_back(i);
        }
    }
    begins.push_back(grouping.order.size());
    return begins;
}

/// Counts by label set; rows are made as values turn up.
class ValueCounts {
  public:
    ValueCounts(GroupingRule rule, const std::string& label, std::size_t width, const HistogramPool& pool)
        : m_pool(pool)
        , m_rule(std::move(rule))
        , m_label(label)
        , m_width(width) {}

    void addSeries(const SeriesKey& key, std::span<const double> row) {
        Column* counts = nullptr;
        double previous = 0;
        for (std::size_t step = 0; step < row.size(); ++step) {
            if (isAbsent(row[step])) {
                continue;
            }
            // Values often stay; the row is looked up only where they change.
            if (counts == nullptr ||
                std::bit_cast<std::uint64_t>(row[step]) != std::bit_cast<std::uint64_t>(previous)) {
                counts = &countsOf(key, row[step]);
                previous = row[step];
            }
            double& count = (*counts)[step];
            count = isAbsent(count) ? 1 : count + 1;
        }
    }

    Result<Table> table(SampleBudget& budget) && {
        Table table(m_width, budget);
        HEARTH_TRY(table.create(std::move(m_keys)));
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            std::ranges::copy(*m_columns[i], table.row(i).begin());
        }
        HEARTH_TRY(table.charge(m_columns.size() * m_width));
        return table;
    }

  private:
    Column& countsOf(const SeriesKey& key, double value) {
        std::string text;
        if (const auto* const histogram = m_pool.find(value)) {
            text = model::toText(*histogram);
        } else {
            appendFloatPlain(text, value);
        }
        model::LabelsBuilder builder(key.labels);
        model::Labels labels = m_rule.labelsOf(builder.set(m_label, text).labels());
        const auto [entry, isNew] = m_rows.try_emplace(labels, m_columns.size());
        if (isNew) {
            m_keys.push_back({std::move(labels), key.dropName});
            m_columns.push_back(std::make_unique<Column>(m_width, absentValue()));
        }
        return *m_columns[entry->second];
    }

    const HistogramPool& m_pool;
    GroupingRule m_rule;
    const std::string& m_label;
    std::size_t m_width;
    std::unordered_map<model::Labels, std::size_t, model::LabelsHash> m_rows;
    std::vector<SeriesKey> m_keys;
    std::vector<std::unique_ptr<Column>> m_columns;
};

} // namespace

Result<Table> groupQuantiles(SeriesStream& stream, const GroupingRule& rule, const Column& q, QueryContext& context) {
    const Table table = HEARTH_TRY(materialize(stream, q.size(), context));
    const Grouping grouping = groupSeries(table.keys(), rule);
    const std::vector<std::size_t> begins = groupBegins(grouping);
    Table result(q.size(), context.budget);
    HEARTH_TRY(result.create(grouping.groups));
    HEARTH_TRY(result.charge(grouping.groups.size() * q.size()));
    const auto body = [&](std::size_t group, Scratch&) -> Result<void> {
        const std::span<const std::uint32_t> rows(grouping.order);
        quantilesOfGroup(table, rows.subspan(begins[group], begins[group + 1] - begins[group]), q, result.row(group));
        return {};
    };
    HEARTH_TRY(context.forEach(grouping.groups.size(), body));
    result.removeEmptyRows();
    return result;
}

Result<Table> countValues(SeriesStream& stream, GroupingRule rule, const std::string& label, std::size_t width,
                          QueryContext& context) {
    const Table table = HEARTH_TRY(materialize(stream, width, context));
    if (!rule.without) {
        rule.addLabel(label);
    }
    ValueCounts counts(std::move(rule), label, width, context.histograms);
    for (std::size_t series = 0; series < table.size(); ++series) {
        HEARTH_TRY(context.check());
        counts.addSeries(table.keys()[series], table.row(series));
    }
    return std::move(counts).table(context.budget);
}

} // namespace hearth::promql
