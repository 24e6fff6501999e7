// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_runner.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "comparison.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"
#include "promql/syntax/walk.h"

namespace hearth::tests {

namespace {

using promql::Function;

constexpr std::size_t kThreads = 2;

template <class Predicate>
bool anyNode(const promql::Expr& expr, const Predicate& predicate) {
    bool found = predicate(expr);
    promql::forEachChild(expr, [&](const promql::Expr& child) { found = found || anyNode(child, predicate); });
    return found;
}

bool calls(const promql::Expr& expr, std::initializer_list<Function> functions) {
    return anyNode(expr, [&](const promql::Expr& node) {
        const auto* call = node.as<promql::Call>();
        return call != nullptr && std::ranges::find(functions, call->function->id) != functions.end();
    });
}

/// The answer depends on the evaluation time even where all selectors are fixed.
bool dependsOnTime(const promql::Expr& expr) {
    return calls(expr, {Function::kDaysInMonth, Function::kDayOfMonth, Function::kDayOfWeek, Function::kDayOfYear,
                        Function::kEnd, Function::kHour, Function::kMinute, Function::kMonth, Function::kPredictLinear,
                        Function::kRange, Function::kStart, Function::kStep, Function::kTime, Function::kTimestamp,
                        Function::kYear});
}

void fix(promql::TimeShift& shift, model::TimestampMs time) {
    if (!shift.at) {
        shift.at = {promql::AtModifier::Kind::kTime, time};
    }
}

/// Puts `@ time` on every selector and subquery that has none; what is inside a subquery follows it.
void fixTimes(promql::Expr& expr, model::TimestampMs time) {
    if (auto* subquery = expr.as<promql::Subquery>()) {
        fix(subquery->shift, time);
        return;
    }
    if (auto* vector = expr.as<promql::VectorSelector>()) {
        fix(vector->shift, time);
    } else if (auto* matrix = expr.as<promql::MatrixSelector>()) {
        fix(matrix->selector.shift, time);
    }
    promql::forEachChild(expr, [time](promql::Expr& child) { fixTimes(child, time); });
}

bool usesQueryWindow(std::string_view text) {
    return std::ranges::any_of(std::initializer_list<std::string_view>{"start()", "end()", "step()", "range()"},
                               [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// A bucket of a classic histogram also feeds a native one, named without the suffix.
std::optional<model::Labels> nativeName(const model::Labels& labels) {
    for (const std::string_view suffix : {"_bucket", "_count", "_sum"}) {
        const std::string_view name = labels.metricName();
        if (name.ends_with(suffix)) {
            model::LabelsBuilder builder(labels);
            builder.remove("le").set(model::kMetricName, name.substr(0, name.size() - suffix.size()));
            return builder.labels();
        }
    }
    return std::nullopt;
}

} // namespace

std::size_t Tally::skips() const {
    return std::accumulate(skipped.begin(), skipped.end(), std::size_t(0),
                           [](std::size_t sum, const auto& entry) { return sum + entry.second; });
}

promql::EngineOptions ScriptRunner::corpusOptions() {
    promql::EngineOptions options;
    options.timeout = 100 * model::kSecondMs;
    options.maxSamples = 10'000;
    options.experimentalFunctions = true;
    options.extendedRangeSelectors = true;
    options.binopFillModifiers = true;
    options.delayedNameRemoval = true;
    return options;
}

ScriptRunner::ScriptRunner(promql::EngineOptions options)
    : m_workers("test-query", kThreads, 1000)
    , m_engine(options, m_storage, m_workers, m_clock, m_registry) {}

void ScriptRunner::run(const std::vector<Command>& commands, Tally& tally) {
    for (const Command& command : commands) {
        std::visit(promql::Overloaded{[&](const ClearCommand&) {
                                          m_storage.clear();
                                          m_hasStartTimes = false;
                                      },
                                      [&](const LoadCommand& node) { load(node); },
                                      [&](const EvalCommand& node) { evaluate(node, tally); }},
                   command);
    }
}

void ScriptRunner::load(const LoadCommand& load) {
    m_hasStartTimes = m_hasStartTimes || load.hasStartTimes;
    for (const promql::NotatedSeries& series : load.series) {
        loadSeries(load, series);
    }
}

void ScriptRunner::loadSeries(const LoadCommand& load, const promql::NotatedSeries& series) {
    const auto native = load.withCustomBuckets ? nativeName(series.labels) : std::nullopt;
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        const model::TimestampMs time = static_cast<std::int64_t>(i) * load.interval;
        switch (series.points[i].kind) {
        case promql::NotatedPoint::Kind::kGap:
            continue;
        case promql::NotatedPoint::Kind::kHistogram:
            m_storage.addForeign(series.labels, time);
            break;
        case promql::NotatedPoint::Kind::kFloat:
            m_storage.add(series.labels, time, series.points[i].value);
            break;
        }
        if (native) {
            m_storage.addForeign(*native, time);
        }
    }
}

void ScriptRunner::evaluate(const EvalCommand& eval, Tally& tally) {
    m_storage.forgetForeignRead();
    const std::string difference = evaluateAll(eval);
    if (const std::string reason = skipReason(eval); !reason.empty()) {
        ++tally.skipped[reason];
    } else if (difference.empty()) {
        ++tally.passed;
    } else {
        tally.failures.push_back(fmt::format("line {}: {}\n{}", eval.line, eval.expr, difference));
    }
}

std::string ScriptRunner::skipReason(const EvalCommand& eval) const {
    if (m_storage.foreignRead()) {
        return "reads native histograms";
    }
    const auto expr = promql::parse(eval.expr, promql::ParseOptions::all());
    if (!expr) {
        return {};
    }
    if (m_hasStartTimes && calls(*expr, {Function::kRate, Function::kIrate, Function::kIncrease, Function::kResets,
                                         Function::kStartTimestamp})) {
        return "start timestamps";
    }
    return {};
}

std::string ScriptRunner::evaluateAll(const EvalCommand& eval) {
    std::string difference = evaluateOnce(eval);
    if (difference.empty() && !eval.isRange() && !eval.expects(Expectation::Kind::kFail)) {
        difference = evaluateElsewhere(eval);
        difference += evaluateAsRange(eval);
    }
    return difference;
}

std::string ScriptRunner::evaluateOnce(const EvalCommand& eval) {
    const auto answer = eval.isRange() ? m_engine.range(eval.expr, eval.when.range, eval.when.step, {}, {})
                                       : m_engine.instant(eval.expr, eval.when.range.begin, {}, {});
    if (!answer) {
        return compareFailure(eval, answer.error().message());
    }
    if (eval.expects(Expectation::Kind::kFail)) {
        return "  did not fail\n";
    }
    return compareValue(eval, answer->value) + compareAnnotations(eval, *answer);
}

std::string ScriptRunner::evaluateElsewhere(const EvalCommand& eval) {
    auto expr = promql::parse(eval.expr, promql::ParseOptions::all());
    if (!expr || dependsOnTime(*expr) || eval.rangeVector || eval.text) {
        return {};
    }
    const model::TimestampMs time = eval.when.range.begin;
    fixTimes(*expr, time);
    const std::string fixed = promql::toString(*expr);
    std::vector<model::TimestampMs> others{-10 * time, 0, time / 5, time, 10 * time};
    if (time == 0) {
        others = {-1000, 0, 1000};
    }
    for (const model::TimestampMs other : others) {
        const auto answer = m_engine.instant(fixed, other, {}, {});
        const auto direct = m_engine.instant(eval.expr, time, {}, {});
        if (!answer || !direct) {
            return fmt::format("  with @: {} failed: {}\n", fixed, answer ? "" : answer.error().message());
        }
        if (const auto difference = compareVectors(direct->value, answer->value, 0); !difference.empty()) {
            return fmt::format("  with @: {} at {}\n{}", fixed, other, difference);
        }
    }
    return {};
}

std::string ScriptRunner::evaluateAsRange(const EvalCommand& eval) {
    if (eval.ordered || eval.rangeVector || eval.text || usesQueryWindow(eval.expr)) {
        return {};
    }
    const auto expr = promql::parse(eval.expr, promql::ParseOptions::all());
    if (!expr || expr->type() == promql::ValueType::kMatrix || expr->type() == promql::ValueType::kString) {
        return {};
    }
    const model::TimestampMs time = eval.when.range.begin;
    const auto direct = m_engine.instant(eval.expr, time, {}, {});
    const auto answer =
        m_engine.range(eval.expr, {time - model::kMinuteMs, time + model::kMinuteMs}, model::kMinuteMs, {}, {});
    if (!answer || !direct) {
        return fmt::format("  as range failed: {}\n", answer ? "" : answer.error().message());
    }
    const auto difference = compareVectors(direct->value, answer->value, time);
    return difference.empty() ? difference : "  as range:\n" + difference;
}

} // namespace hearth::tests
