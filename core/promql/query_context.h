// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/thread_pool.h"
#include "promql/annotations.h"
#include "promql/column.h"
#include "promql/histogram_pool.h"
#include "promql/options.h"
#include "storage/storage.h"

namespace hearth::promql {

/// Buffers that one thread reuses from series to series, so that evaluation does not allocate per series.
struct Scratch {
    storage::Columns samples;
    std::vector<double> column; ///< For whoever reads a stream series by series.
    std::vector<double> work;   ///< For kernels.
    std::vector<std::uint32_t> positions;
    std::size_t samplesInWindows = 0; ///< Of the windows last slid over; a sample counts once a window.
};

/// What the budget counts for the samples: a histogram as many as it is larger than a float.
std::size_t samplesHeld(const storage::Columns& samples);
std::size_t samplesHeld(const model::HistogramValue& histogram);

/// kLimit, in Prometheus's words.
std::unexpected<Error> tooManySamples();

/// Samples that a query holds at one time. Threads: thread-safe.
class SampleBudget {
  public:
    explicit SampleBudget(std::int64_t limit)
        : m_limit(limit) {}

    /// kLimit where the query would hold more than it may.
    Result<void> take(std::size_t samples);
    void release(std::size_t samples) { m_held.fetch_sub(static_cast<std::int64_t>(samples)); }
    std::int64_t limit() const { return m_limit; }
    std::int64_t peak() const { return m_peak.load(); }

  private:
    const std::int64_t m_limit;
    std::atomic<std::int64_t> m_held{0};
    std::atomic<std::int64_t> m_peak{0};
};

/// What all operators of one query share. Lives as long as the query.
/// Threads: thread-safe as a whole (constant members, members with their own synchronisation).
struct QueryContext {
    const EngineOptions& options;
    model::DurationMs lookback;
    model::DurationMs defaultSubqueryStep;
    model::TimeRange range; ///< What start() and end() say.
    model::DurationMs step; ///< What step() says; 0 where begin equals end.
    bool rangeQuery;
    storage::Querier& querier;
    ThreadPool& workers;
    const Clock& clock;
    MonotonicTime deadline;
    std::stop_token stop;

    SampleBudget budget;
    Annotations annotations{};
    HistogramPool histograms{};
    std::atomic<std::int64_t> queryableSamples{0};
    std::atomic<std::int64_t> samplesRead{0};

    /// kCanceled or kTimeout once the query has to end.
    Result<void> check() const;

    /// body(i, scratch) for each i below `count`, split into partitions of fixed size over the workers; stops early on
    /// the first failure and returns the one with the lowest index found. `body` must be safe to call for different i
    /// at one time.
    using Body = std::function<Result<void>(std::size_t, Scratch&)>;
    Result<void> forEach(std::size_t count, const Body& body) const;

    /// body(p, scratch) for each partition p below `count`, likewise. The body asks check() itself, every kCheckEvery
    /// series.
    Result<void> forEachPartition(std::size_t count, const Body& body) const;
};

/// Items of one partition of QueryContext::forEach. Fixed, so that answers do not depend on the number of threads.
inline constexpr std::size_t kPartitionSize = 64;
/// So many series may be read between two looks at the clock.
inline constexpr std::size_t kCheckEvery = 8;

} // namespace hearth::promql
