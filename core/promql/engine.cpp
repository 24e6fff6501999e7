// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/engine.h"

#include <algorithm>
#include <atomic>
#include <new>

#include <fmt/format.h>

#include "base/elapsed.h"
#include "promql/answer.h"
#include "promql/engine_metrics.h"
#include "promql/query_gate.h"
#include "promql/syntax/parser.h"
#include "promql/time_cover.h"

namespace hearth::promql {

namespace {

/// Warnings, and infos, that an answer carries at most.
constexpr std::size_t kMaxAnnotations = 10;

ParseOptions parseOptions(const EngineOptions& options) {
    return {.experimentalFunctions = options.experimentalFunctions,
            .extendedRangeSelectors = options.extendedRangeSelectors,
            .fillModifiers = options.binopFillModifiers};
}

/// A query that has been read and is ready to run.
struct Prepared {
    std::string_view text;
    Expr expr;
    Steps steps;
    model::TimeRange range;
    bool isRange = false;
};

/// `step` 0: an instant query.
Result<Prepared> prepare(std::string_view text, model::TimeRange range, model::DurationMs step,
                         const EngineOptions& options) {
    Expr expr = HEARTH_TRY(parse(text, parseOptions(options)));
    HEARTH_TRY(resolveDurations(expr, {range.begin, range.end, step}));
    const ValueType type = expr.type();
    if (step > 0 && type != ValueType::kScalar && type != ValueType::kVector) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("invalid expression type \"{}\" for range query, must be Scalar or instant Vector",
                                valueTypeText(type)));
    }
    Steps steps{range.begin, 1, 1};
    if (step > 0) {
        // Unsigned, because the whole range of time does not fit a signed number.
        const auto length = static_cast<std::uint64_t>(range.end) - static_cast<std::uint64_t>(range.begin);
        steps = {range.begin, step, length / static_cast<std::uint64_t>(step) + 1};
    }
    if (steps.count > static_cast<std::size_t>(options.maxSamples)) {
        return tooManySamples();
    }
    return Prepared{text, std::move(expr), steps, range, step > 0};
}

void sortByLabels(model::QueryValue& value) {
    if (auto* matrix = std::get_if<model::Matrix>(&value)) {
        std::ranges::sort(*matrix, {}, &model::MatrixSeries::labels);
    }
}

} // namespace

struct Engine::State {
    State(EngineOptions engineOptions, storage::Queryable& from, ThreadPool& pool, Clock& time,
          instrument::Registry& registry)
        : options(engineOptions)
        , subqueryStep(options.defaultSubqueryStep)
        , queryable(from)
        , workers(pool)
        , clock(time)
        , gate(options.maxConcurrent, time)
        , metrics(registry, options.maxConcurrent) {}

    Result<model::QueryAnswer> run(const Prepared& query, const QueryOptions& own, std::stop_token stop);
    Result<model::QueryAnswer> evaluateWithinMemory(const Prepared& query, QueryContext& context,
                                                    const model::QueryStats& stats) const;
    Result<model::QueryAnswer> evaluate(const Prepared& query, QueryContext& context, model::QueryStats stats) const;

    const EngineOptions options;
    std::atomic<model::DurationMs> subqueryStep;
    storage::Queryable& queryable;
    ThreadPool& workers;
    Clock& clock;
    QueryGate gate;
    EngineMetrics metrics;
};

Result<model::QueryAnswer> Engine::State::run(const Prepared& query, const QueryOptions& own, std::stop_token stop) {
    const EngineMetrics::Running running(metrics);
    const MonotonicTime begin = clock.monotonic();
    const model::DurationMs timeout = std::min(own.timeout.value_or(options.timeout), options.timeout);
    const MonotonicTime deadline = begin + std::chrono::milliseconds(timeout);
    const QueryGate::Place place = HEARTH_TRY(gate.enter(deadline, stop));
    model::QueryStats stats;
    stats.execQueueSeconds = secondsSince(begin, clock);

    const MonotonicTime prepareBegin = clock.monotonic();
    const model::DurationMs lookback = own.lookback.value_or(options.lookback);
    const CoverRule rule{query.range, lookback, subqueryStep};
    const auto cover = timeCover(query.expr, query.steps, rule).value_or(query.range);
    const auto querier = HEARTH_TRY(queryable.querier(cover));
    QueryContext context{.options = options,
                         .lookback = lookback,
                         .defaultSubqueryStep = rule.defaultSubqueryStep,
                         .range = query.range,
                         .step = query.range.begin == query.range.end ? 0 : query.steps.step,
                         .rangeQuery = query.isRange,
                         .querier = *querier,
                         .workers = workers,
                         .clock = clock,
                         .deadline = deadline,
                         .stop = std::move(stop),
                         .budget = SampleBudget(options.maxSamples)};
    stats.queryPreparationSeconds = secondsSince(prepareBegin, clock);
    auto answer = evaluateWithinMemory(query, context, stats);
    if (answer) {
        answer->stats.execTotalSeconds = secondsSince(begin, clock);
        metrics.observe(answer->stats);
    }
    return answer;
}

Result<model::QueryAnswer> Engine::State::evaluateWithinMemory(const Prepared& query, QueryContext& context,
                                                               const model::QueryStats& stats) const {
    try {
        return evaluate(query, context, stats);
    } catch (const std::bad_alloc&) {
        return tooManySamples();
    }
}

Result<model::QueryAnswer> Engine::State::evaluate(const Prepared& query, QueryContext& context,
                                                   model::QueryStats stats) const {
    const MonotonicTime begin = clock.monotonic();
    Evaluator evaluator(context);
    model::QueryAnswer answer;
    if (query.isRange) {
        answer.value = HEARTH_TRY(rangeValue(query.expr, query.steps, evaluator));
    } else {
        answer.value = HEARTH_TRY(instantValue(query.expr, query.range.begin, evaluator));
    }
    stats.innerEvalSeconds = secondsSince(begin, clock);
    const MonotonicTime sortBegin = clock.monotonic();
    sortByLabels(answer.value);
    stats.resultSortSeconds = secondsSince(sortBegin, clock);
    stats.evalTotalSeconds = secondsSince(begin, clock) + stats.queryPreparationSeconds;
    stats.totalQueryableSamples = context.queryableSamples;
    stats.samplesRead = context.samplesRead;
    stats.peakSamples = context.budget.peak();
    answer.stats = stats;
    answer.warnings = context.annotations.warnings(query.text, kMaxAnnotations);
    answer.infos = context.annotations.infos(query.text, kMaxAnnotations);
    return answer;
}

Engine::Engine(EngineOptions options, storage::Queryable& queryable, ThreadPool& workers, Clock& clock,
               instrument::Registry& registry)
    : m_state(std::make_unique<State>(options, queryable, workers, clock, registry)) {}

Engine::~Engine() = default;

const EngineOptions& Engine::options() const {
    return m_state->options;
}

void Engine::setDefaultSubqueryStep(model::DurationMs step) {
    m_state->subqueryStep = step;
}

Result<model::QueryAnswer> Engine::instant(std::string_view expr, model::TimestampMs time, const QueryOptions& options,
                                           std::stop_token stop) {
    const Prepared query = HEARTH_TRY(prepare(expr, {time, time}, 0, m_state->options));
    return m_state->run(query, options, std::move(stop));
}

Result<model::QueryAnswer> Engine::range(std::string_view expr, model::TimeRange range, model::DurationMs step,
                                         const QueryOptions& options, std::stop_token stop) {
    if (step <= 0) {
        return fail(ErrorCode::kInvalidArgument,
                    "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if (range.end < range.begin) {
        return fail(ErrorCode::kInvalidArgument, "end timestamp must not be before start time");
    }
    const Prepared query = HEARTH_TRY(prepare(expr, range, step, m_state->options));
    return m_state->run(query, options, std::move(stop));
}

} // namespace hearth::promql
