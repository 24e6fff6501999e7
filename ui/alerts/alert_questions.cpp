// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alert_questions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "models/plain_text.h"
#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"
#include "promql/syntax/written_number.h"

namespace hearth::ui {
namespace {

using datasource::DataSource;

/// Samples a series at most where the past is read from ALERTS, which is there only while an alert lives.
constexpr model::DurationMs kPastSamples = 2000;
/// Where a peak is looked for, and in the chart of a value.
constexpr model::DurationMs kPeakSamples = 500;
constexpr model::DurationMs kChartSamples = 120;
constexpr model::DurationMs kMinStep = 15 * model::kSecondMs;
/// More series than that are not drawn for one alert's sake.
constexpr std::size_t kMaxChartSeries = 20'000;
constexpr std::size_t kStoryTransitions = 200;

/// Whether a failure may pass by itself, so that what was known is shown on.
bool isPassing(ErrorCode code) {
    return code == ErrorCode::kTimeout || code == ErrorCode::kUnavailable || code == ErrorCode::kInternal;
}

model::DurationMs stepFor(model::TimeRange range, model::DurationMs samples) {
    const auto step = std::max(kMinStep, (range.end - range.begin) / samples);
    return (step + model::kSecondMs - 1) / model::kSecondMs * model::kSecondMs;
}

/// The last step is the end: what has just begun is seen, too.
model::TimeRange endingWithItsRange(model::TimeRange range, model::DurationMs step) {
    return {range.end - (range.end - range.begin) / step * step, range.end};
}

/// Whether every label of the series is the alert's, too.
bool isOf(const model::Labels& series, const model::Labels& alert) {
    return std::ranges::all_of(series, [&](const auto& label) {
        return label.name == model::kMetricName || alert.value(label.name) == label.value;
    });
}

struct Comparison {
    std::string left;
    std::string operation;
    double value = 0;
};

/// `left OP number` at the top of an expression.
std::optional<Comparison> comparisonOf(const std::string& expression) {
    const auto parsed = promql::parse(expression, promql::ParseOptions::all());
    if (!parsed) {
        return {};
    }
    const auto* binary = promql::withoutParens(*parsed).as<promql::Binary>();
    if (binary == nullptr || !promql::isComparison(binary->op) || binary->returnBool) {
        return {};
    }
    const auto value = promql::numberOf(*binary->rhs);
    return value ? std::optional(Comparison{promql::toString(*binary->lhs),
                                            std::string(promql::binaryOpText(binary->op)), *value})
                 : std::nullopt;
}

model::MatrixSeries thresholdSeries(const Comparison& comparison, model::TimeRange range, model::DurationMs step) {
    model::MatrixSeries line;
    line.labels = {{"threshold", comparison.operation + " " + ValueFormat::full(comparison.value).toStdString()}};
    for (auto time = range.begin; time <= range.end; time += step) {
        line.samples.push_back({time, comparison.value});
    }
    return line;
}

/// By the names of rules; those that are not there have none.
using Expressions = std::map<std::string, std::string, std::less<>>;
Result<Expressions> expressionsOf(DataSource& source, std::vector<std::string> names, const std::stop_token& stop) {
    datasource::RulesQuery query;
    query.type = datasource::RuleType::kAlerting;
    query.ruleNames = std::move(names);
    query.withAlerts = false;
    const auto rules = source.rules(query, stop);
    if (!rules && rules.error().code() == ErrorCode::kUnsupported) {
        return Expressions();
    }
    if (!rules) {
        return std::unexpected(rules.error());
    }
    Expressions expressions;
    for (const auto& group : rules->groups) {
        for (const auto& rule : group.rules) {
            expressions.emplace(rule.name, rule.query);
        }
    }
    return expressions;
}

/// The farthest of one alert's values; unset where there are none.
std::optional<double> farthest(const model::Matrix& matrix, const model::Labels& alert, bool lowest) {
    std::optional<double> peak;
    for (const auto& series : matrix) {
        if (!isOf(series.labels, alert)) {
            continue;
        }
        for (const auto& sample : series.samples) {
            if (!std::isnan(sample.value)) {
                peak = lowest ? std::min(peak.value_or(sample.value), sample.value)
                              : std::max(peak.value_or(sample.value), sample.value);
            }
        }
    }
    return peak;
}

/// The whole expression is asked for: what is not true has no value then, which keeps the answer small.
Result<PeakValue> peakOf(DataSource& source, const std::string& expression, const AlertLife& life,
                         model::TimestampMs now, const std::stop_token& stop) {
    const model::TimeRange range{life.activeAt, std::max(life.activeAt, life.resolvedAt.value_or(now))};
    datasource::RangeQuery query;
    query.expression = expression;
    query.step = stepFor(range, kPeakSamples);
    query.range = endingWithItsRange(range, query.step);
    query.limit = kMaxChartSeries;
    const auto answer = source.queryRange(query, stop);
    if (stop.stop_requested()) {
        return fail(ErrorCode::kCanceled, "canceled");
    }
    if (!answer && isPassing(answer.error().code())) {
        return std::unexpected(answer.error());
    }
    const auto* matrix = answer ? std::get_if<model::Matrix>(&answer->value) : nullptr;
    if (matrix == nullptr) {
        return PeakValue{std::nullopt, query.step};
    }
    const auto comparison = comparisonOf(expression);
    return PeakValue{farthest(*matrix, life.labels, comparison && comparison->operation.starts_with('<')), query.step};
}

Result<AlertPast> pastFromSeries(DataSource& source, model::TimeRange range, const std::string& selector,
                                 const std::stop_token& stop) {
    datasource::RangeQuery query;
    query.expression = selector;
    query.step = stepFor(range, kPastSamples);
    query.range = endingWithItsRange(range, query.step);
    const auto answer = HEARTH_TRY(source.queryRange(query, stop));
    const auto* matrix = std::get_if<model::Matrix>(&answer.value);
    return alertPastOf(matrix != nullptr ? *matrix : model::Matrix(), {query.range.begin, range.end}, query.step);
}

/// Silences are an addition: without them the past is still worth to be shown.
AlertPastPtr withSilences(DataSource& source, AlertPast past, const std::stop_token& stop) {
    if (const auto silences = source.alertmanager().silences({}, stop)) {
        addSilences(past, *silences);
    }
    return std::make_shared<AlertPast>(std::move(past));
}

} // namespace

Result<AlertSnapshotPtr> askAlerts(DataSource& source, const AlertSnapshotPtr& before, const std::stop_token& stop) {
    datasource::RulesQuery rules;
    rules.type = datasource::RuleType::kAlerting;
    auto& alertmanager = source.alertmanager();
    AlertAnswers answers;
    answers.rules = source.rules(rules, stop);
    answers.groups = alertmanager.groups({}, stop);
    if (stop.stop_requested()) {
        return fail(ErrorCode::kCanceled, "canceled");
    }
    const auto lost = [&](const auto& answer, AlertSide AlertSnapshot::* side) {
        return !answer && before != nullptr && (*before.*side).known() && isPassing(answer.error().code());
    };
    if (lost(answers.rules, &AlertSnapshot::rules) ||
        (!answers.rules && !answers.groups && isPassing(answers.rules.error().code()))) {
        return std::unexpected(answers.rules.error());
    }
    if (lost(answers.groups, &AlertSnapshot::alertmanager)) {
        return std::unexpected(answers.groups.error());
    }
    if (answers.groups) {
        answers.alerts = alertmanager.alerts({}, stop);
        answers.silences = alertmanager.silences({.pending = false, .expired = false}, stop);
    }
    return makeAlertSnapshot(std::move(answers), before);
}

Result<AlertPastPtr> askPast(DataSource& source, model::TimeRange range, std::size_t limit,
                             const std::stop_token& stop) {
    datasource::AlertHistoryQuery query;
    query.start = range.begin;
    query.end = range.end;
    query.limit = limit;
    auto transitions = source.alertmanager().history(query, stop);
    if (stop.stop_requested()) {
        return fail(ErrorCode::kCanceled, "canceled");
    }
    if (transitions) {
        return withSilences(source, alertPastOf(*std::move(transitions), range, limit), stop);
    }
    return withSilences(source, HEARTH_TRY(pastFromSeries(source, range, "ALERTS", stop)), stop);
}

Result<AlertTraces> askTraces(DataSource& source, const QStringList& fingerprints, model::TimeRange range,
                              const std::stop_token& stop) {
    AlertTraces traces;
    for (const auto& fingerprint : fingerprints) {
        traces.insert(fingerprint, HEARTH_TRY(source.alertmanager().trace(fingerprint.toStdString(), range, stop)));
    }
    return traces;
}

Result<PeakValues> askPeaks(DataSource& source, const std::vector<AlertLife>& lives, model::TimestampMs now,
                            const std::stop_token& stop) {
    std::set<std::string> names;
    for (const auto& life : lives) {
        names.emplace(life.labels.value("alertname"));
    }
    const auto expressions = HEARTH_TRY(expressionsOf(source, {names.begin(), names.end()}, stop));
    PeakValues peaks;
    for (const auto& life : lives) {
        const auto found = expressions.find(life.labels.value("alertname"));
        auto peak = found == expressions.end() ? Result<PeakValue>(PeakValue())
                                               : peakOf(source, found->second, life, now, stop);
        peaks.insert(HistoryModel::lifeKey(life), HEARTH_TRY(std::move(peak)));
    }
    return peaks;
}

Result<AlertStory> askStory(DataSource& source, const QString& fingerprint, const model::Labels& labels,
                            model::TimeRange range, const std::stop_token& stop) {
    AlertStory story;
    story.trace = source.alertmanager().trace(fingerprint.toStdString(), range, stop);
    datasource::AlertHistoryQuery query;
    query.start = range.begin;
    query.end = range.end;
    query.fingerprint = fingerprint.toStdString();
    query.limit = kStoryTransitions;
    if (auto transitions = source.alertmanager().history(query, stop)) {
        story.past = std::make_shared<AlertPast>(alertPastOf(*std::move(transitions), range, kStoryTransitions));
        return story;
    }
    // By name alone: a series lacks the labels that are added when alerts are sent.
    const auto name = model::Matcher::equal("alertname", std::string(labels.value("alertname"))).toString();
    auto past = pastFromSeries(source, range, "ALERTS{" + name + "}", stop);
    if (past) {
        std::erase_if(past->lives, [&](const AlertLife& life) { return !hasAll(labels, life.labels); });
    }
    story.past =
        past ? Result<AlertPastPtr>(std::make_shared<AlertPast>(*std::move(past))) : std::unexpected(past.error());
    return story;
}

Result<AlertChart> askChart(DataSource& source, const QString& expression, const model::Labels& labels,
                            model::TimeRange range, const std::stop_token& stop) {
    auto text = expression.toStdString();
    if (text.empty()) {
        const std::string name(labels.value("alertname"));
        const auto expressions = HEARTH_TRY(expressionsOf(source, {name}, stop));
        const auto found = expressions.find(name);
        text = found != expressions.end() ? found->second : std::string();
    }
    if (text.empty()) {
        return AlertChart();
    }
    const auto comparison = comparisonOf(text);
    datasource::RangeQuery query;
    query.expression = comparison ? comparison->left : text;
    query.step = stepFor(range, kChartSamples);
    query.range = endingWithItsRange(range, query.step);
    query.limit = kMaxChartSeries;
    auto answer = HEARTH_TRY(source.queryRange(query, stop));
    model::Matrix lines;
    if (auto* matrix = std::get_if<model::Matrix>(&answer.value)) {
        std::ranges::copy_if(*matrix, std::back_inserter(lines),
                             [&](const auto& series) { return isOf(series.labels, labels); });
    }
    AlertChart chart{nullptr, toQString(text), {}};
    if (comparison) {
        lines.push_back(thresholdSeries(*comparison, query.range, query.step));
        chart.threshold = toQString(comparison->operation) + QLatin1Char(' ') + ValueFormat::full(comparison->value);
    }
    chart.graph = makeGraphData(std::move(lines), query.range, query.step, Unit::kNone);
    return chart;
}

} // namespace hearth::ui
