// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/thread_pool.h"
#include "instrument/registry.h"
#include "model/query_value.h"
#include "promql/options.h"
#include "storage/storage.h"

namespace hearth::promql {

/// Answers PromQL queries over a storage: parses, waits for its turn, evaluates, and counts what that cost.
///
/// Errors, and what the HTTP API makes of them:
///   kInvalidArgument  the query is wrong (`1:5: parse error: ...`), bad_data, 400
///   kTimeout          `query timed out in ...`, timeout, 503
///   kCanceled         `query was canceled in ...`, canceled, 499
///   kLimit, kInternal the evaluation failed: too many samples, ambiguous matches, a bad parameter; execution, 422
///   others            the storage failed (`expanding series: ...`), internal, 500
///
/// Evaluation goes series by series over all steps; one query uses the calling thread and whatever workers are free.
/// Threads: thread-safe.
class Engine {
  public:
    /// All references must outlive the engine. Its metrics (`prometheus_engine_*`) go to `registry`.
    Engine(EngineOptions options, storage::Queryable& queryable, ThreadPool& workers, Clock& clock,
           instrument::Registry& registry);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    const EngineOptions& options() const;
    /// The step of subqueries that state none, for queries that begin from now on; `step` > 0. Until then that of the
    /// options.
    void setDefaultSubqueryStep(model::DurationMs step);

    /// The value at one moment: any type of expression.
    Result<model::QueryAnswer> instant(std::string_view expr, model::TimestampMs time, const QueryOptions& options,
                                       std::stop_token stop);

    /// The values at range.begin, range.begin + step, ... <= range.end of a scalar or vector expression: a Matrix
    /// sorted by labels. `step` > 0, end >= begin: else kInvalidArgument.
    Result<model::QueryAnswer> range(std::string_view expr, model::TimeRange range, model::DurationMs step,
                                     const QueryOptions& options, std::stop_token stop);

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace hearth::promql
