// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "promql/functions/range_kernel.h"
#include "promql/query_context.h"
#include "promql/series_stream.h"

namespace hearth::promql {

/// A range vector over all steps: series whose raw samples are read once for all windows.
/// Threads: thread-safe for different series.
class RangeSource {
  public:
    virtual ~RangeSource() = default;

    const std::vector<SeriesKey>& keys() const { return m_keys; }
    bool hasOneName() const { return m_hasOneName; }
    const Windows& windows() const { return m_windows; }
    /// The keys lack the metric name, which is the same of all.
    bool isNameless() const { return !m_metricName.empty(); }
    std::string_view metricName(std::size_t series) const {
        return isNameless() ? std::string_view(m_metricName) : m_keys[series].labels.metricName();
    }

    /// Replaces `out` by the samples that the windows cover, in time order, without stale markers.
    virtual Result<void> read(std::size_t series, storage::Columns& out) = 0;

  protected:
    std::vector<SeriesKey> m_keys;
    bool m_hasOneName = false;
    std::string m_metricName; ///< Only where it is in no key.
    Windows m_windows;
};
using RangePtr = std::unique_ptr<RangeSource>;

/// The points of `expr[range:step]`: an evaluated vector whose cells are read as samples.
class SubqueryRange final : public RangeSource {
  public:
    /// `table` holds the values at `steps`.
    SubqueryRange(Table table, const Steps& steps, const Windows& windows, bool hasOneName, const HistogramPool& pool);
    Result<void> read(std::size_t series, storage::Columns& out) override;

  private:
    Table m_table;
    Steps m_steps;
    const HistogramPool& m_pool;
};

/// The steps at which a subquery evaluates its expression so that `windows` are covered: absolute multiples of `step`.
/// Count is 0 where there is none. Prometheus: subquery alignment.
Steps subquerySteps(const Windows& windows, model::DurationMs step);

/// A function applied to every window of a range vector.
class RangeFunctionStream final : public SeriesStream {
  public:
    /// Called where a series has a value somewhere, with its labels before the name was dropped, and the name.
    using Note = std::function<void(const SeriesKey& key, std::string_view metricName)>;

    /// Without `keys` it has those of the source.
    RangeFunctionStream(RangePtr source, RangeKernels kernel, const Steps& steps, std::vector<Column> parameters,
                        std::optional<std::vector<SeriesKey>> keys, QueryContext& context, Note note);
    Result<void> column(std::size_t series, std::span<double> out, Scratch& scratch) override;

  private:
    RangePtr m_source;
    RangeKernel m_kernel;
    MixedRangeKernel m_mixedKernel;
    SourceRange m_where;
    Steps m_steps;
    std::vector<Column> m_parameters;
    QueryContext& m_context;
    Note m_note;
};

} // namespace hearth::promql
