// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "promql/numeric/histogram_accumulator.h"
#include "promql/query_context.h"
#include "promql/series_stream.h"

namespace hearth::promql {

/// The histograms of an aggregation, kept apart from its floats: what sum and avg make of them; other aggregations
/// leave them out and say so. Partitions are joined in order, as those of the floats are. Threads: thread-compatible;
/// take() may be called at one time for different partitions.
class HistogramSums {
  public:
    enum class Yield : std::uint8_t { kSum, kAverage, kNothing };

    /// `name` is the aggregation's, `where` its operand.
    HistogramSums(Yield yield, std::string name, SourceRange where, QueryContext& context)
        : m_yield(yield)
        , m_name(std::move(name))
        , m_where(where)
        , m_context(context) {}

    void expect(std::size_t partitions) { m_partitions.resize(partitions); }
    /// Adds the histograms of a series to its group; they become absent from the column.
    void take(std::size_t partition, std::size_t group, const SeriesKey& key, std::span<double> column);
    /// Writes the results to the rows of the groups; where a group has floats too, it has no result.
    void writeTo(Table& table);

  private:
    struct Place {
        std::size_t group;
        std::size_t step;
        auto operator<=>(const Place&) const = default;
    };
    struct Sum {
        HistogramAccumulator histograms;
        bool isIncompatible = false;
        bool hasReset = false;
        bool hasNoReset = false;
    };

    void note(Sum& sum, std::optional<CombineNotes> notes, std::string_view metricName);
    double result(Sum& sum);

    Yield m_yield;
    std::string m_name;
    SourceRange m_where;
    QueryContext& m_context;
    std::vector<std::map<Place, Sum>> m_partitions;
};

} // namespace hearth::promql
