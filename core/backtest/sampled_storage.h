// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "model/columns.h"
#include "model/labels.h"
#include "storage/storage.h"

namespace hearth::backtest {

/// Some series in memory, for a query engine to look at. Threads: thread-safe once it is filled.
class SampledStorage final : public storage::Queryable {
  public:
    struct Stored {
        model::Labels labels;
        std::vector<model::Sample> samples; ///< By time; stale markers included.
    };

    /// Its labels must be new here.
    void add(Stored series) { m_series.push_back(std::move(series)); }
    const std::vector<Stored>& series() const { return m_series; }
    /// Of what may be evaluated: the last instant that was sampled.
    model::TimestampMs end() const { return m_end; }
    void setEnd(model::TimestampMs end) { m_end = end; }

    Result<std::unique_ptr<storage::Querier>> querier(model::TimeRange range) override;

  private:
    std::vector<Stored> m_series;
    model::TimestampMs m_end = 0;
};

} // namespace hearth::backtest
