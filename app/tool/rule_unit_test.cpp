// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/rule_unit_test.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/number_format.h"
#include "promql/engine.h"
#include "promql/histogram_notation.h"
#include "promql/series_notation.h"
#include "promql/syntax/parser.h"
#include "rules/group.h"
#include "tool/alert_comparison.h"
#include "tool/go_format.h"
#include "tool/sample_comparison.h"
#include "tsdb/db.h"
#include "yaml/document.h"

namespace hearth::app::tool {
namespace {

/// One chunk range is to hold all that a test reaches back for.
constexpr model::DurationMs kChunkRange = model::kDayMs;
constexpr model::DurationMs kQueryTimeout = 100 * model::kSecondMs;
constexpr std::size_t kMaxQueued = 16;

promql::EngineOptions engineOptions(const UnitTestSettings& settings) {
    auto options = settings.engine;
    options.defaultSubqueryStep = settings.evaluationInterval;
    options.timeout = kQueryTimeout;
    return options;
}

/// A series of the input and how much of it was fed.
struct Feed {
    promql::NotatedSeries series;
    std::size_t next = 0;
};

/// Rules, a database and what goes into it, for one test group.
class UnitTest {
  public:
    UnitTest(Context& context, const UnitTestGroup& test, const UnitTestSettings& settings)
        : m_context(context)
        , m_test(test)
        , m_settings(settings)
        , m_interval(test.interval != 0 ? test.interval : settings.evaluationInterval) {}

    std::vector<std::string> run(const std::string& directory) {
        if (const auto prepared = prepare(directory); !prepared) {
            return {prepared.error().message()};
        }
        auto failures = evaluateRules();
        if (!m_stopped) {
            for (const auto& test : m_test.expressionTests) {
                if (auto failure = checkExpression(test)) {
                    failures.push_back(*std::move(failure));
                }
            }
            if (m_settings.debug) {
                dumpAll();
            }
        }
        return failures;
    }

  private:
    Result<void> prepare(const std::string& directory) {
        for (const auto& input : m_test.inputSeries) {
            auto series = promql::parseNotatedSeries(input.series + " " + input.values);
            if (!series) {
                return std::unexpected(std::move(series).error().withContext(input.place));
            }
            m_feeds.push_back({.series = *std::move(series)});
        }
        m_db = HEARTH_TRY(tsdb::Db::open({.directory = directory, .chunkRange = kChunkRange, .storageThread = false},
                                         m_context.files, m_context.clock, m_registry, {}));
        m_engine =
            std::make_unique<promql::Engine>(engineOptions(m_settings), *m_db, m_workers, m_context.clock, m_registry);
        HEARTH_TRY(loadRules());
        return checkNames();
    }

    Result<void> loadRules() {
        rules::ManagerOptions options;
        options.files = m_settings.read;
        rules::Surroundings world{
            .query = [this](const std::string& expr, model::TimestampMs time,
                            std::stop_token stop) { return m_engine->instant(expr, time, {}, std::move(stop)); },
            .storage = *m_db,
            .restoreFrom = *m_db,
            .files = m_context.files,
            .clock = m_context.clock,
            .send = {},
            .observe = {},
            .execute = {}};
        m_surroundings =
            std::make_shared<rules::GroupSurroundings>(std::move(options), std::move(world), m_registry, Log());
        std::vector<model::Labels::Pair> externalLabels(m_test.externalLabels.begin(), m_test.externalLabels.end());
        const auto alerts = std::make_shared<const rules::AlertSurroundings>(
            rules::AlertSurroundings{model::Labels::fromPairs(std::move(externalLabels)), m_test.externalUrl, {}});
        for (const auto& path : m_settings.ruleFiles) {
            HEARTH_TRY(loadRuleFile(path, alerts));
        }
        std::ranges::stable_sort(m_groups, {}, [&](const auto& group) { return rankOf(group->name()); });
        return {};
    }

    Result<void> loadRuleFile(const std::string& path, const std::shared_ptr<const rules::AlertSurroundings>& alerts) {
        const auto text = HEARTH_TRY(m_context.files.readAll(path, yaml::kMaxBytes));
        const auto file = rules::parseRuleFile(text, path, m_settings.read);
        if (!file) {
            std::string all;
            for (const auto& error : file.error()) {
                all += (all.empty() ? "" : "\n") + error.message();
            }
            return fail(ErrorCode::kInvalidArgument, all);
        }
        for (const auto& definition : file->groups) {
            const bool isKnown = std::ranges::any_of(
                m_groups, [&](const auto& group) { return group->file() == path && group->name() == definition.name; });
            if (!isKnown) {
                m_groups.push_back(
                    HEARTH_TRY(rules::Group::create(path, definition, m_interval, false, alerts, m_surroundings)));
            }
        }
        return {};
    }

    std::size_t rankOf(const std::string& group) const {
        const auto found = std::ranges::find(m_settings.groupEvalOrder, group);
        return found == m_settings.groupEvalOrder.end()
                   ? 0
                   : static_cast<std::size_t>(found - m_settings.groupEvalOrder.begin());
    }

    Result<void> checkNames() const {
        for (const auto& test : m_test.alertTests) {
            if (test.alertName.empty()) {
                const auto where = m_test.name.empty() ? "" : fmt::format(" (in TestGroup {})", m_test.name);
                return fail(ErrorCode::kInvalidArgument,
                            fmt::format("an item under alert_rule_test misses required attribute alertname at "
                                        "eval_time {}{}",
                                        model::formatDuration(test.evalTime), where));
            }
        }
        return {};
    }

    model::DurationMs lastEvalTime() const {
        model::DurationMs last = 0;
        for (const auto& test : m_test.alertTests) {
            last = std::max(last, test.evalTime);
        }
        for (const auto& test : m_test.expressionTests) {
            last = std::max(last, test.evalTime);
        }
        return last;
    }

    /// Evaluates all rules at every interval, comparing alerts on the way.
    std::vector<std::string> evaluateRules() {
        std::vector<std::string> failures;
        std::multimap<model::DurationMs, const AlertTestCase*> alertTests;
        for (const auto& test : m_test.alertTests) {
            alertTests.emplace(test.evalTime, &test);
        }
        const auto end = lastEvalTime();
        auto next = alertTests.begin();
        for (model::DurationMs elapsed = 0; elapsed <= end; elapsed += m_settings.evaluationInterval) {
            if (const auto fed = feedUntil(m_test.start + elapsed); !fed) {
                failures.push_back(fed.error().message());
            }
            auto errors = evaluateAt(m_test.start + elapsed);
            m_stopped = !errors.empty();
            std::ranges::move(errors, std::back_inserter(failures));
            if (m_stopped) {
                return failures;
            }
            // What is asked before the next evaluation is answered by this one.
            for (; next != alertTests.end() && next->first < elapsed + m_settings.evaluationInterval; ++next) {
                if (auto failure = checkAlerts(*next->second)) {
                    failures.push_back(*std::move(failure));
                }
            }
        }
        return failures;
    }

    Result<void> feedUntil(model::TimestampMs time) {
        const auto appender = m_db->appender();
        std::vector<storage::Rejection> rejections;
        for (auto& feed : m_feeds) {
            for (; feed.next < feed.series.points.size() && timeOf(feed) <= time; ++feed.next) {
                const auto& point = feed.series.points[feed.next];
                if (point.kind == promql::NotatedPoint::Kind::kGap) {
                    continue;
                }
                const auto ref = HEARTH_TRY(appender->series(feed.series.labels));
                if (point.kind == promql::NotatedPoint::Kind::kHistogram) {
                    const storage::RefHistogram sample{ref, timeOf(feed), point.histogram};
                    appender->appendHistograms(std::span(&sample, 1), rejections);
                } else {
                    const storage::RefSample sample{ref, timeOf(feed), point.value};
                    appender->append(std::span(&sample, 1), rejections);
                }
                if (!rejections.empty()) {
                    return fail(ErrorCode::kInvalidArgument,
                                std::string(storage::rejectReasonText(rejections.front().reason)));
                }
            }
        }
        return appender->commit();
    }

    model::TimestampMs timeOf(const Feed& feed) const {
        return m_test.start + static_cast<std::int64_t>(feed.next) * m_interval;
    }

    std::vector<std::string> evaluateAt(model::TimestampMs time) {
        std::vector<std::string> errors;
        for (const auto& group : m_groups) {
            group->evaluate(WallTime(std::chrono::milliseconds(time)));
            for (const auto& rule : group->rules()) {
                if (const auto status = rule->status(); !status.lastError.empty()) {
                    errors.push_back(fmt::format("    rule: {}, time: {}, err: {}", rule->name(),
                                                 formatGoDuration(time), status.lastError));
                }
            }
        }
        return errors;
    }

    std::optional<std::string> checkAlerts(const AlertTestCase& test) const {
        std::vector<ComparedAlert> got;
        for (const auto& group : m_groups) {
            for (const auto& rule : group->rules()) {
                if (rule->type() != rules::RuleType::kAlerting || rule->name() != test.alertName) {
                    continue;
                }
                static_cast<rules::AlertingRule&>(*rule).forEach(
                    [&](const model::Labels& labels, const rules::ActiveAlert& alert) {
                        if (alert.state == rules::AlertState::kFiring) {
                            got.push_back({.labels = toTextMap(labels), .annotations = *alert.annotations});
                        }
                    });
            }
        }
        std::vector<ComparedAlert> expected;
        for (const auto& alert : test.expected) {
            auto& added = expected.emplace_back(ComparedAlert{alert.labels, alert.annotations});
            added.labels[std::string(rules::kAlertNameLabel)] = test.alertName;
        }
        return compareAlerts({.testName = m_test.name,
                              .alertName = test.alertName,
                              .time = model::formatDuration(test.evalTime),
                              .diff = m_settings.diff},
                             std::move(expected), std::move(got));
    }

    std::optional<std::string> checkExpression(const ExpressionTestCase& test) {
        const auto time = model::formatDuration(test.evalTime);
        const auto prefix = fmt::format("    expr: {}, time: {}", quoteGo(test.expr), time);
        auto got = query(test.expr, m_test.start + test.evalTime);
        if (!got) {
            return fmt::format("{}, err: {}", prefix, got.error().message());
        }
        std::vector<ComparedSample> expected;
        for (const auto& sample : test.expected) {
            auto parsed = expectedSample(sample);
            if (!parsed) {
                return fmt::format("{}, err: labels {}: {}", prefix, quoteGo(sample.labels), parsed.error().message());
            }
            expected.push_back(*std::move(parsed));
        }
        if (sameSamples(expected, *got, m_settings.fuzzyCompare)) {
            return std::nullopt;
        }
        return fmt::format("{},\n        exp: {}\n        got: {}", prefix, samplesText(expected), samplesText(*got));
    }

    Result<std::vector<ComparedSample>> query(const std::string& expr, model::TimestampMs time) {
        const auto answer = HEARTH_TRY(m_engine->instant(expr, time, {}, {}));
        std::vector<ComparedSample> out;
        if (const auto* scalar = std::get_if<model::Scalar>(&answer.value)) {
            out.push_back({.labels = {}, .value = scalar->sample.value, .histogram = {}});
        } else if (const auto* vector = std::get_if<model::Vector>(&answer.value)) {
            for (const auto& sample : *vector) {
                out.push_back(comparedSample(sample));
            }
        } else {
            return fail(ErrorCode::kInvalidArgument, "rule result is not a vector or scalar");
        }
        return out;
    }

    static Result<ComparedSample> expectedSample(const ExpectedSample& sample) {
        ComparedSample out{.labels = {}, .value = sample.value, .histogram = {}};
        if (!sample.labels.empty()) {
            out.labels = HEARTH_TRY(promql::parseMetric(sample.labels));
        } else {
            out.labels = HEARTH_TRY(promql::parseMetric("{}"));
        }
        if (!sample.histogram.empty()) {
            const auto points = HEARTH_TRY(promql::parseNotatedPoints(sample.histogram));
            if (points.size() != 1) {
                return fail(ErrorCode::kInvalidArgument, fmt::format("expected 1 value, got {}", points.size()));
            }
            if (points.front().histogram == nullptr) {
                return fail(ErrorCode::kInvalidArgument, fmt::format("expected histogram, got {}", sample.histogram));
            }
            out.histogram = histogramText(*points.front().histogram);
        }
        return out;
    }

    void dumpAll() {
        // Times may have fractions of a second, which ranges in the text of a query are not to have.
        const auto until = lastEvalTime() / model::kSecondMs * model::kSecondMs + model::kSecondMs;
        const auto expr = fmt::format("{{__name__=~\".+\"}}[{}]", model::formatDuration(until));
        const auto answer = m_engine->instant(expr, m_test.start + until, {}, {});
        if (!answer) {
            return m_context.complainLine(
                fmt::format("DEBUG: Failed query exec, expr: {}, err: {}", quoteGo(expr), answer.error().message()));
        }
        m_context.complainLine(
            fmt::format("DEBUG: Dump of all data (input_series and rules) at {}:", formatGoDuration(until)));
        if (const auto* matrix = std::get_if<model::Matrix>(&answer->value)) {
            for (const auto& series : *matrix) {
                m_context.complainLine(formatLabels(series.labels) + " =>");
                for (const auto& sample : series.samples) {
                    m_context.complainLine(fmt::format("{} @[{}]", formatFloatG(sample.value), sample.time));
                }
                for (const auto& point : series.histograms) {
                    m_context.complainLine(
                        fmt::format("{} @[{}]", model::toText(model::shown(point.histogram)), point.time));
                }
            }
        }
    }

    Context& m_context;
    const UnitTestGroup& m_test;
    const UnitTestSettings& m_settings;
    const model::DurationMs m_interval;
    std::vector<Feed> m_feeds;
    instrument::Registry m_registry;
    ThreadPool m_workers{"query", 1, kMaxQueued};
    std::unique_ptr<tsdb::Db> m_db;
    std::unique_ptr<promql::Engine> m_engine;
    std::shared_ptr<rules::GroupSurroundings> m_surroundings;
    std::vector<std::shared_ptr<rules::Group>> m_groups;
    bool m_stopped = false; ///< A rule failed.
};

} // namespace

std::vector<std::string> runUnitTestGroup(Context& context, const UnitTestGroup& test, const UnitTestSettings& settings,
                                          const std::string& directory) {
    return UnitTest(context, test, settings).run(directory);
}

} // namespace hearth::app::tool
