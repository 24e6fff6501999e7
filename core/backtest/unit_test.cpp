// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/unit_test.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "backtest/history.h"
#include "backtest/past_rule.h"
#include "backtest/plan.h"
#include "backtest/query_source.h"
#include "promql/syntax/walk.h"

namespace hearth::backtest {
namespace {

constexpr model::DurationMs kLookback = 5 * model::kMinuteMs;

/// How far before an instant an expression looks. kUnsupported where it looks at a fixed time.
Result<model::DurationMs> reachOf(const promql::Expr& expr) {
    model::DurationMs own = 0;
    const auto add = [&](const promql::TimeShift& shift, model::DurationMs range) -> Result<void> {
        if (shift.at.kind == promql::AtModifier::Kind::kTime) {
            return fail(ErrorCode::kUnsupported, "an expression that looks at a fixed time makes no unit test");
        }
        own = std::max<model::DurationMs>(0, shift.offset.value) + range;
        return {};
    };
    if (const auto* selector = expr.as<promql::VectorSelector>()) {
        HEARTH_TRY(add(selector->shift, kLookback));
    } else if (const auto* matrix = expr.as<promql::MatrixSelector>()) {
        HEARTH_TRY(add(matrix->selector.shift, matrix->range.value));
    } else if (const auto* subquery = expr.as<promql::Subquery>()) {
        HEARTH_TRY(add(subquery->shift, subquery->range.value));
    }
    Result<model::DurationMs> inner = 0;
    promql::forEachChild(expr, [&](const promql::Expr& child) {
        auto reach = inner ? reachOf(child) : inner;
        inner = reach ? Result<model::DurationMs>(std::max(*inner, *reach)) : reach;
    });
    return own + HEARTH_TRY(std::move(inner));
}

/// A series as it was at each instant; where it ends, a marker says so.
SampledStorage::Stored sampled(const datasource::BacktestSeries& series, const Instants& instants) {
    SampledStorage::Stored out{.labels = series.labels, .samples = {}};
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        const auto time = series.timestamps[i] - instants.first;
        out.samples.push_back({.time = time, .value = series.values[i]});
        const bool goesOn =
            i + 1 < series.values.size() && series.timestamps[i + 1] == series.timestamps[i] + instants.interval;
        if (!goesOn && series.timestamps[i] != instants.last()) {
            out.samples.push_back({.time = time + instants.interval, .value = model::staleNan()});
        }
    }
    return out;
}

bool isFiringAt(const datasource::BacktestAlert& alert, model::TimestampMs time) {
    return std::ranges::any_of(alert.spans, [&](const datasource::BacktestSpan& span) {
        return span.firedAt && *span.firedAt <= time && (!span.resolvedAt || *span.resolvedAt > time);
    });
}

/// When something is worth a look: before and when an alert fires, and when it is resolved.
std::set<model::TimestampMs> momentsOf(const datasource::BacktestOutcome& outcome, model::DurationMs interval) {
    std::set<model::TimestampMs> times;
    for (const auto& alert : outcome.alerts) {
        for (const auto& span : alert.spans) {
            if (span.firedAt) {
                times.insert(*span.firedAt);
                times.insert(std::max<model::TimestampMs>(0, *span.firedAt - interval));
            }
            if (span.resolvedAt) {
                times.insert(*span.resolvedAt);
            }
        }
    }
    return times;
}

} // namespace

Result<SampledStorage> sampleInputs(const std::string& expression, model::TimeRange stretch, model::DurationMs interval,
                                    const promql::ParseOptions& parse, datasource::DataSource& source,
                                    std::stop_token stop) {
    const auto expr = HEARTH_TRY(promql::parse(expression, parse));
    const auto reach = HEARTH_TRY(reachOf(expr));
    const auto before = (reach + interval - 1) / interval;
    const Instants instants{.first = stretch.begin - before * interval,
                            .interval = interval,
                            .count = static_cast<std::size_t>((stretch.end - stretch.begin) / interval + before) + 1};
    const auto plan = HEARTH_TRY(planOf(expression, parse));
    SampledStorage out;
    out.setEnd(instants.last() - instants.first);
    std::set<model::Labels> known;
    std::size_t points = 0;
    for (const auto& selector : plan.selectors) {
        auto history = HEARTH_TRY(fetchHistory(source, selector, instants, Histograms::kDrop, stop));
        for (const auto& series : history.series) {
            if (series.values.empty() || !known.insert(series.labels).second) {
                continue;
            }
            points += instants.count;
            if (points > kMaxTestPoints) {
                return fail(ErrorCode::kLimit,
                            fmt::format("the stretch has more than {} samples; choose a shorter one", kMaxTestPoints));
            }
            out.add(sampled(series, instants));
        }
    }
    return out;
}

Result<std::vector<ExpectedMoment>> expectMoments(datasource::BacktestQuery query, SampledStorage& inputs,
                                                  const Surroundings& surroundings, std::stop_token stop) {
    QuerySource source(inputs, query.interval);
    query.withNotifications = false;
    const auto whole = HEARTH_TRY(makeBacktest(query, source, surroundings, stop));
    auto times = momentsOf(whole->run({}), query.interval);
    times.insert(query.range.end - query.range.end % query.interval);
    std::vector<ExpectedMoment> moments;
    for (const auto time : times) {
        if (moments.size() == kMaxTestMoments) {
            break;
        }
        query.range.end = time;
        auto until = HEARTH_TRY(makeBacktest(query, source, surroundings, stop));
        auto& moment = moments.emplace_back(ExpectedMoment{.time = time, .firing = until->run({}).alerts});
        std::erase_if(moment.firing, [&](const auto& alert) { return !isFiringAt(alert, time); });
    }
    return moments;
}

Result<std::string> PastRule::unitTest(model::TimeRange stretch, const std::string& ruleFile,
                                       datasource::DataSource& source, std::stop_token stop) const {
    auto query = m_parts.query;
    const auto first = m_timeline.stepAt(stretch.begin);
    if (first == m_timeline.size() || m_timeline.timeOf(first) > stretch.end) {
        return fail(ErrorCode::kInvalidArgument, "nothing was evaluated in this stretch");
    }
    stretch.begin = m_timeline.timeOf(first);
    auto inputs =
        HEARTH_TRY(sampleInputs(query.expression, stretch, query.interval, m_parts.surroundings.parse, source, stop));
    query.holdFor = std::chrono::duration_cast<std::chrono::milliseconds>(m_timings.holdFor).count();
    query.keepFiringFor = std::chrono::duration_cast<std::chrono::milliseconds>(m_timings.keepFiringFor).count();
    query.offset = 0;
    query.range = {0, inputs.end()};
    auto surroundings = m_parts.surroundings;
    surroundings.alerts = {};
    const auto moments = HEARTH_TRY(expectMoments(query, inputs, surroundings, stop));
    return unitTestText(query, ruleFile, inputs, moments);
}

} // namespace hearth::backtest
