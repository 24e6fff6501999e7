// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_runner.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "base/number_format.h"
#include "chunks/decode.h"
#include "chunks/encode.h"
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

bool hasExtendedRange(const promql::Expr& expr) {
    return anyNode(expr, [](const promql::Expr& node) {
        const auto* vector = node.as<promql::VectorSelector>();
        const auto* matrix = node.as<promql::MatrixSelector>();
        const auto plain = promql::RangeEdges::kPlain;
        return (vector != nullptr && vector->edges != plain) || (matrix != nullptr && matrix->selector.edges != plain);
    });
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

/// What the classic histogram of one moment says.
struct ClassicMoment {
    std::map<double, double> buckets; ///< Cumulative, by upper bound.
    std::optional<double> count;
    double sum = 0;
};

model::FloatHistogram withCustomBuckets(const ClassicMoment& moment) {
    auto buckets = moment.buckets;
    const double last = buckets.empty() ? 0 : buckets.rbegin()->second;
    const double count = moment.count.value_or(last);
    buckets.try_emplace(std::numeric_limits<double>::infinity(), count);
    model::FloatHistogram histogram;
    histogram.layout.schema = model::kCustomBucketsSchema;
    histogram.count = count;
    histogram.sum = moment.sum;
    double before = 0;
    for (const auto& [bound, cumulative] : buckets) {
        if (std::isfinite(bound)) {
            histogram.layout.customBounds.push_back(bound);
        }
        histogram.positiveBuckets.push_back(cumulative - before);
        before = cumulative;
    }
    histogram.layout.positiveSpans = {{0, static_cast<std::uint32_t>(histogram.positiveBuckets.size())}};
    model::compact(histogram, 2);
    return histogram;
}

/// The native histograms with custom buckets that say the same as the classic ones.
std::vector<std::pair<model::Labels, storage::Columns>> customBucketHistograms(const LoadCommand& load) {
    std::map<model::Labels, std::map<model::TimestampMs, ClassicMoment>> all;
    for (const promql::NotatedSeries& series : load.series) {
        const auto native = nativeName(series.labels);
        for (std::size_t i = 0; native && i < series.points.size(); ++i) {
            if (series.points[i].kind != promql::NotatedPoint::Kind::kFloat) {
                continue;
            }
            ClassicMoment& moment = all[*native][static_cast<std::int64_t>(i) * load.interval];
            const double value = series.points[i].value;
            const std::string_view name = series.labels.metricName();
            if (name.ends_with("_bucket")) {
                moment.buckets[parseFloat(series.labels.value("le")).value_or(0)] = value;
            } else if (name.ends_with("_count")) {
                moment.count = value;
            } else {
                moment.sum = value;
            }
        }
    }
    std::vector<std::pair<model::Labels, storage::Columns>> out;
    for (const auto& [labels, moments] : all) {
        storage::Columns samples;
        for (const auto& [time, moment] : moments) {
            samples.histograms.push_back(
                {time, std::make_shared<const model::FloatHistogram>(withCustomBuckets(moment))});
        }
        out.emplace_back(labels, std::move(samples));
    }
    return out;
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
    if (load.withCustomBuckets) {
        for (const auto& [labels, samples] : customBucketHistograms(load)) {
            store(labels, samples);
        }
    }
}

void ScriptRunner::loadSeries(const LoadCommand& load, const promql::NotatedSeries& series) {
    storage::Columns samples;
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        const model::TimestampMs time = static_cast<std::int64_t>(i) * load.interval;
        const promql::NotatedPoint& point = series.points[i];
        if (point.kind == promql::NotatedPoint::Kind::kHistogram) {
            samples.histograms.push_back({time, point.histogram});
        } else if (point.kind == promql::NotatedPoint::Kind::kFloat) {
            samples.times.push_back(time);
            samples.values.push_back(point.value);
        }
    }
    store(series.labels, samples);
}

/// Through chunks, as a database does: these decide what is known of counter resets.
void ScriptRunner::store(const model::Labels& labels, const storage::Columns& samples) {
    storage::Columns stored;
    for (const chunks::EncodedChunk& chunk : chunks::encode(samples)) {
        const auto decoded = chunks::decode(chunk.encoding, std::as_bytes(std::span(chunk.payload)), stored);
        assert(decoded);
        (void)decoded;
    }
    for (std::size_t i = 0; i < stored.size(); ++i) {
        m_storage.add(labels, stored.times[i], stored.values[i]);
    }
    for (const model::HistogramSample& sample : stored.histograms) {
        m_storage.addHistogram(labels, sample.time, sample.value);
    }
}

void ScriptRunner::evaluate(const EvalCommand& eval, Tally& tally) {
    m_storage.forgetReads();
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
    if (m_storage.histogramRead() && hasExtendedRange(*expr)) {
        return "anchored or smoothed native histograms";
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
