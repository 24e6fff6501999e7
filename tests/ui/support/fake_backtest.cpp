// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/fake_backtest.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"

namespace hearth::tests {
namespace {

constexpr double kPeriodMs = 7.3 * model::kHourMs;

std::optional<datasource::BacktestThreshold> thresholdIn(const std::string& expression) {
    const auto expr = promql::parse(expression);
    const auto* binary = expr ? expr->as<promql::Binary>() : nullptr;
    if (binary == nullptr || !promql::isComparison(binary->op) || binary->returnBool) {
        return std::nullopt;
    }
    const auto* number = binary->rhs->as<promql::NumberLiteral>();
    if (number == nullptr) {
        return std::nullopt;
    }
    return datasource::BacktestThreshold{promql::toString(*binary->lhs), std::string(promql::binaryOpText(binary->op)),
                                         number->value};
}

/// The text with the one expression that the tests use in the place of its value.
std::string rendered(std::string text, const model::Labels& labels) {
    const std::string wanted = "{{ $labels.instance }}";
    if (const auto at = text.find(wanted); at != std::string::npos) {
        text.replace(at, wanted.size(), labels.value("instance"));
    }
    return text;
}

} // namespace

FakeBacktest::FakeBacktest(datasource::BacktestQuery query, Options options)
    : m_query(std::move(query))
    , m_options(std::move(options))
    , m_threshold(thresholdIn(m_query.expression)) {
    const auto length = m_query.range.end - m_query.range.begin;
    if (m_options.history < length) {
        m_gaps.push_back({m_query.range.begin, m_query.range.end - m_options.history - m_query.interval,
                          datasource::BacktestGap::Reason::kBeforeData});
    } else if (m_options.sleeps && length > model::kDayMs) {
        m_gaps.push_back({m_query.range.begin + length / 3, m_query.range.begin + length / 3 + 8 * model::kHourMs,
                          datasource::BacktestGap::Reason::kAsleep});
        m_gaps.push_back({m_query.range.begin + length * 3 / 4,
                          m_query.range.begin + length * 3 / 4 + 3 * model::kHourMs,
                          datasource::BacktestGap::Reason::kMissing});
    }
    makeSeries();
}

void FakeBacktest::makeSeries() {
    const auto known = [this](model::TimestampMs time) {
        return std::ranges::none_of(m_gaps, [time](const auto& gap) { return time >= gap.begin && time <= gap.end; });
    };
    for (std::size_t i = 0; i < m_options.series; ++i) {
        datasource::BacktestSeries series;
        const auto name =
            m_options.hostileText.empty() ? "nas-" + std::to_string(i) : m_options.hostileText + std::to_string(i);
        series.labels = model::Labels::fromPairs({{"instance", name}, {"job", "node"}});
        for (auto time = m_query.range.begin; time <= m_query.range.end; time += m_query.interval) {
            if (known(time)) {
                const double turn = static_cast<double>(time) / kPeriodMs + 0.11 * static_cast<double>(i);
                const double wave = std::sin(2 * std::numbers::pi * turn) * std::cos(turn / 3);
                const double height = 48.0 / (1 + 0.2 * static_cast<double>(i % 7));
                series.timestamps.push_back(time);
                series.values.push_back(50 + height * wave);
            }
        }
        m_series.push_back(std::move(series));
    }
}

bool FakeBacktest::holds(double value, double threshold) const {
    return !m_threshold                     ? true
           : m_threshold->operation == ">"  ? value > threshold
           : m_threshold->operation == ">=" ? value >= threshold
           : m_threshold->operation == "<"  ? value < threshold
           : m_threshold->operation == "<=" ? value <= threshold
           : m_threshold->operation == "==" ? value == threshold
                                            : value != threshold;
}

std::vector<datasource::BacktestSpan> FakeBacktest::spansOf(const datasource::BacktestSeries& series,
                                                            double threshold) const {
    std::vector<datasource::BacktestSpan> spans;
    bool active = false;
    for (std::size_t k = 0; k < series.values.size(); ++k) {
        const auto time = series.timestamps[k];
        if (!holds(series.values[k], threshold)) {
            if (active) {
                spans.back().resolvedAt = time;
            }
            active = false;
            continue;
        }
        if (!active) {
            spans.push_back({time, std::nullopt, std::nullopt, series.values[k]});
            active = true;
        }
        auto& span = spans.back();
        span.peak = std::max(span.peak, series.values[k]);
        if (!span.firedAt && time - span.activeAt >= m_query.holdFor) {
            span.firedAt = time;
        }
    }
    return spans;
}

datasource::BacktestAlert FakeBacktest::alertOf(const datasource::BacktestSeries& series) const {
    datasource::BacktestAlert alert;
    model::LabelsBuilder builder(series.labels);
    builder.set("alertname", m_query.name);
    for (const auto& [name, text] : m_query.labels) {
        builder.set(name, rendered(text, series.labels));
    }
    alert.labels = builder.labels();
    for (const auto& [name, text] : m_query.annotations) {
        alert.annotations[name] = rendered(text, series.labels);
    }
    return alert;
}

datasource::BacktestOutcome FakeBacktest::run(std::optional<double> threshold) const {
    datasource::BacktestOutcome outcome;
    const double limit = threshold.value_or(m_threshold ? m_threshold->value : 0);
    for (const auto& series : m_series) {
        auto spans = spansOf(series, limit);
        if (spans.empty()) {
            continue;
        }
        auto alert = alertOf(series);
        for (const auto& span : spans) {
            if (span.firedAt) {
                ++outcome.firings;
                const auto end = span.resolvedAt.value_or(m_query.range.end);
                outcome.longest = std::max(outcome.longest, end - *span.firedAt);
            }
        }
        alert.spans = std::move(spans);
        outcome.alerts.push_back(std::move(alert));
    }
    return outcome;
}

std::optional<datasource::BacktestAlert> FakeBacktest::alertOf(std::size_t series) const {
    return m_series[series].values.empty() ? std::nullopt : std::optional(alertOf(m_series[series]));
}

void FakeBacktest::setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor) {
    m_query.holdFor = holdFor;
    m_query.keepFiringFor = keepFiringFor;
}

Result<std::vector<datasource::BacktestNotification>>
FakeBacktest::notifications(const datasource::BacktestOutcome& outcome, std::stop_token /*stop*/) const {
    if (!m_options.knowsMessages) {
        return fail(ErrorCode::kUnsupported, "the Alertmanager of this server cannot be run over the past");
    }
    std::vector<datasource::BacktestNotification> messages;
    for (std::size_t i = 0; i < outcome.firings; ++i) {
        messages.push_back({m_query.range.begin, "people", i % 3 == 2 ? "email[0]" : "desktop[0]", {}, 1, 0});
    }
    return messages;
}

Result<std::string> FakeBacktest::unitTest(model::TimeRange stretch, const std::string& ruleFile,
                                           datasource::DataSource& /*source*/, std::stop_token /*stop*/) const {
    return "rule_files: [" + ruleFile + "]\n# " + std::to_string((stretch.end - stretch.begin) / model::kMinuteMs) +
           " minutes\n";
}

Result<datasource::RuleChange> FakeRuleFiles::draft(const datasource::RuleDraft& rule,
                                                    const std::optional<datasource::RulePlace>& place) {
    const auto file = place ? place->file : std::string("window.yml");
    const std::scoped_lock lock(m_mutex);
    const auto& before = m_files[file];
    auto after = before + "# " + rule.name + "\n" + rule.expression + "\n";
    for (const auto& [name, value] : rule.labels) {
        after += "# " + name + "=" + value + "\n";
    }
    return datasource::RuleChange{file, before, std::move(after), byHand(file)};
}

Result<datasource::RuleChange> FakeRuleFiles::remove(const datasource::RulePlace& place) {
    const std::scoped_lock lock(m_mutex);
    return datasource::RuleChange{place.file, m_files[place.file], {}, byHand(place.file)};
}

Result<datasource::RuleDraft> FakeRuleFiles::read(const datasource::RulePlace& place) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_onFile.find(place.file);
    return found == m_onFile.end() ? fail(ErrorCode::kNotFound, place.file + " has no such rule")
                                   : Result<datasource::RuleDraft>(found->second);
}

Result<datasource::RuleGroupFacts> FakeRuleFiles::groupFacts(const std::string& /*group*/,
                                                             const std::optional<datasource::RulePlace>& /*place*/) {
    const std::scoped_lock lock(m_mutex);
    return m_facts;
}

void FakeRuleFiles::setGroup(const std::string& file, datasource::RuleDraft onFile, datasource::RuleGroupFacts facts) {
    const std::scoped_lock lock(m_mutex);
    m_onFile[file] = std::move(onFile);
    m_facts = std::move(facts);
}

Result<void> FakeRuleFiles::save(const datasource::RuleChange& change, std::stop_token /*stop*/) {
    if (refusing) {
        return fail(ErrorCode::kInvalidArgument, change.file + ":3: groups[0].rules[0].expr: bad number");
    }
    const std::scoped_lock lock(m_mutex);
    if (m_files[change.file] != change.before) {
        return fail(ErrorCode::kConflict, change.file + " was changed meanwhile");
    }
    m_files[change.file] = change.after;
    return {};
}

std::string FakeRuleFiles::text(const std::string& file) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_files.find(file);
    return found == m_files.end() ? std::string() : found->second;
}

void FakeRuleFiles::setText(const std::string& file, std::string text) {
    const std::scoped_lock lock(m_mutex);
    m_files[file] = std::move(text);
}

Result<std::unique_ptr<datasource::DataSource>> FakeRuleHost::remote(const std::string& /*url*/) {
    return std::make_unique<FakeServer>();
}

Result<std::unique_ptr<datasource::Backtest>> FakeRuleHost::backtest(const datasource::BacktestQuery& query,
                                                                     datasource::DataSource& /*source*/,
                                                                     std::stop_token /*stop*/) {
    ++fetches;
    {
        const std::scoped_lock lock(m_mutex);
        m_lastQuery = query;
    }
    if (failing) {
        return fail(ErrorCode::kUnavailable, "nas:9090 refused the connection");
    }
    return std::make_unique<FakeBacktest>(query, past);
}

datasource::BacktestQuery FakeRuleHost::lastQuery() {
    const std::scoped_lock lock(m_mutex);
    return m_lastQuery;
}

std::vector<datasource::RuleFinding> FakeRuleHost::lint(const datasource::RuleDraft& rule) {
    using datasource::RuleFinding;
    ++lints;
    std::vector<RuleFinding> findings;
    if (rule.holdFor == 0) {
        findings.push_back({RuleFinding::Field::kFor,
                            RuleFinding::Severity::kWarning,
                            {},
                            0,
                            0,
                            "without a duration, a single sample makes it fire"});
    }
    if (!rule.labels.contains("severity")) {
        findings.push_back({RuleFinding::Field::kLabels, RuleFinding::Severity::kWarning, "severity", 0, 0,
                            "without the label severity, routes and people cannot tell how urgent it is"});
    }
    for (const auto& [name, text] : rule.annotations) {
        if (text.find("{{") != std::string::npos && text.find("}}") == std::string::npos) {
            findings.push_back({RuleFinding::Field::kAnnotations, RuleFinding::Severity::kError, name, text.find("{{"),
                                text.size(), "unclosed action"});
        }
    }
    return findings;
}

} // namespace hearth::tests
