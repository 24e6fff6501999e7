// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/group.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>

#include "base/elapsed.h"
#include "model/wall_time.h"
#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"
#include "rules/group_clock.h"
#include "rules/recording_rule.h"
#include "rules/restoration.h"

namespace hearth::rules {
namespace {

/// The evaluation after which `for` clocks are restored: by then targets were scraped and recording rules have
/// recorded what alerts may depend on.
constexpr std::size_t kRestoringIteration = 2;

std::unique_ptr<Rule> makeRule(const RuleDefinition& definition, TextMap labels, std::string expr,
                               const std::shared_ptr<const AlertSurroundings>& alerts, bool restored) {
    if (definition.type == RuleType::kRecording) {
        return std::make_unique<RecordingRule>(definition, std::move(labels), std::move(expr));
    }
    return std::make_unique<AlertingRule>(definition, std::move(labels), std::move(expr), alerts, restored);
}

} // namespace

Group::Group(std::string file, const GroupDefinition& definition, model::DurationMs interval,
             std::shared_ptr<GroupSurroundings> surroundings)
    : m_name(definition.name)
    , m_file(std::move(file))
    , m_key(groupKey(m_file, m_name))
    , m_interval(interval)
    , m_queryOffset(definition.queryOffset)
    , m_limit(definition.limit)
    , m_surroundings(std::move(surroundings))
    , m_log(m_surroundings->log)
    , m_stats(std::make_shared<GroupStats>()) {}

Result<std::shared_ptr<Group>> Group::create(const std::string& file, const GroupDefinition& definition,
                                             model::DurationMs defaultInterval, bool restores,
                                             const std::shared_ptr<const AlertSurroundings>& alerts,
                                             std::shared_ptr<GroupSurroundings> surroundings) {
    const auto interval = definition.interval != 0 ? definition.interval : defaultInterval;
    const std::shared_ptr<Group> group(new Group(file, definition, interval, std::move(surroundings)));
    std::vector<promql::Expr> expressions;
    for (const auto& rule : definition.rules) {
        auto expr = HEARTH_TRY(promql::parse(rule.expr, group->m_surroundings->options.files.parse));
        group->m_rules.push_back(
            makeRule(rule, ruleLabels(definition, rule), promql::toString(expr), alerts, !restores));
        expressions.push_back(std::move(expr));
    }
    if (group->m_surroundings->options.concurrentEvals) {
        std::vector<RuleOutline> outlines;
        for (std::size_t i = 0; i < expressions.size(); ++i) {
            const auto& rule = *group->m_rules[i];
            outlines.push_back({.type = rule.type(), .name = rule.name(), .expr = &expressions[i]});
        }
        group->m_batches = batchesOf(outlines);
    }
    group->m_restores = restores;
    return group;
}

void Group::attachStats() {
    m_stats = m_surroundings->metrics.group(m_key);
    m_stats->intervalSeconds = std::chrono::duration<double>(interval()).count();
    m_stats->rules = m_rules.size();
}

model::DurationMs Group::queryOffset() const {
    return m_queryOffset.value_or(m_surroundings->defaultQueryOffset.load());
}

Evaluation Group::evaluationAt(WallTime at, const Evaluation::Query& query) const {
    return {.at = at,
            .time = model::timestampOf(at),
            .queryAt = model::timestampOf(at - std::chrono::milliseconds(queryOffset())),
            .limit = m_limit,
            .query = query,
            .log = m_log,
            .templates = m_surroundings->metrics.templates(),
            .stop = m_surroundings->stop.get_token()};
}

void Group::iterate(WallTime at) {
    const auto& clock = m_surroundings->world.clock;
    ++m_stats->iterations;
    const auto begin = clock.now();
    const auto monotonicBegin = clock.monotonic();
    evaluate(at);
    const auto duration = secondsSince(monotonicBegin, clock);
    m_surroundings->metrics.observeGroup(duration);
    double sum = 0;
    for (const auto& rule : m_rules) {
        sum += rule->status().evaluationTimeSeconds;
    }
    m_stats->lastRuleDurationSumSeconds = sum;
    m_stats->lastDurationSeconds = duration;
    m_stats->lastEvaluationSeconds = std::chrono::duration<double>(begin.time_since_epoch()).count();
    {
        const std::lock_guard lock(m_mutex);
        m_evaluationTimeSeconds = duration;
        m_lastEvaluation = begin;
    }
    if (m_restores && ++m_iterations == kRestoringIteration) {
        restore();
    }
}

void Group::evaluate(WallTime at) {
    const auto& ask = m_surroundings->world.query;
    const auto stop = m_surroundings->stop.get_token();
    const Evaluation::Query query = [&](const std::string& expr, model::TimestampMs time) {
        return ask(expr, time, stop);
    };
    const auto evaluation = evaluationAt(at, query);
    m_samples = 0;
    if (!evaluateAll(evaluation)) {
        return;
    }
    m_stats->lastSamples = m_samples.load();
    endStaleSeries(evaluation);
}

/// Whether it came to the end.
bool Group::evaluateAll(const Evaluation& evaluation) {
    if (m_batches.empty()) {
        for (std::size_t i = 0; i < m_rules.size() && !m_stopRequested; ++i) {
            evaluateRule(i, evaluation);
        }
        return !m_stopRequested;
    }
    for (const auto& batch : m_batches) {
        forEachConcurrently(
            batch.size(),
            [&](std::size_t i) {
                if (!m_stopRequested) {
                    evaluateRule(batch[i], evaluation);
                }
            },
            m_surroundings->permits, m_surroundings->world.execute);
    }
    return !m_stopRequested;
}

void Group::evaluateRule(std::size_t index, const Evaluation& evaluation) {
    const auto& clock = m_surroundings->world.clock;
    const auto begin = clock.now();
    const auto monotonicBegin = clock.monotonic();
    auto& rule = *m_rules[index];
    ++m_stats->evaluations;
    evaluateAndWrite(index, rule, evaluation);
    const auto duration = secondsSince(monotonicBegin, clock);
    m_surroundings->metrics.observeRule(duration);
    rule.setDuration(begin, duration);
}

void Group::evaluateAndWrite(std::size_t index, Rule& rule, const Evaluation& evaluation) {
    if (const auto done = rule.evaluate(evaluation); !done) {
        rule.series().abandon();
        return noteFailure(index, rule, done.error(), "Evaluating rule failed");
    }
    rule.setHealth(RuleHealth::kOk, {});
    m_samples += rule.series().addedCount();
    if (rule.type() == RuleType::kAlerting) {
        announce(static_cast<AlertingRule&>(rule), evaluation);
    }
    write(index, rule, evaluation);
}

void Group::announce(AlertingRule& rule, const Evaluation& evaluation) const {
    const auto& world = m_surroundings->world;
    auto transitions = rule.takeTransitions();
    if (world.observe && !transitions.empty()) {
        for (auto& transition : transitions) {
            transition.file = m_file;
            transition.group = m_name;
        }
        world.observe(transitions);
    }
    const auto resendDelay = std::chrono::milliseconds(m_surroundings->options.resendDelay);
    const auto due = rule.takeDue(evaluation.at, resendDelay, interval());
    if (world.send && !due.empty()) {
        world.send(due);
    }
}

void Group::write(std::size_t index, Rule& rule, const Evaluation& evaluation) {
    const auto report = rule.series().write(m_surroundings->world.storage, evaluation.queryAt);
    if (report.commitFailure) {
        return noteFailure(index, rule, *report.commitFailure, "Rule sample appending failed");
    }
    if (report.rejection) {
        rule.setHealth(RuleHealth::kErr, report.rejection->message());
    }
    warnOfDropped(rule, index, report.outOfOrder, "Error on ingesting out-of-order result from rule evaluation");
    warnOfDropped(rule, index, report.tooOld, "Error on ingesting too old result from rule evaluation");
    warnOfDropped(rule, index, report.duplicates,
                  "Error on ingesting results from rule evaluation with different value but same timestamp");
    for (const auto& rejection : report.otherRejections) {
        m_log.warn("Rule evaluation result discarded", {{"file", m_file},
                                                        {"group", m_name},
                                                        {"name", rule.name()},
                                                        {"index", std::to_string(index)},
                                                        {"err", rejection}});
    }
    for (const auto& failure : report.markerFailures) {
        m_log.warn("Adding stale sample failed",
                   {{"file", m_file}, {"group", m_name}, {"name", rule.name()}, {"err", failure}});
    }
}

void Group::noteFailure(std::size_t index, Rule& rule, const Error& error, const char* message) {
    rule.setHealth(RuleHealth::kErr, error.message());
    ++m_stats->failures;
    if (error.code() == ErrorCode::kCanceled) {
        return; // the server is about to end
    }
    m_log.warn(message, {{"file", m_file},
                         {"group", m_name},
                         {"name", rule.name()},
                         {"index", std::to_string(index)},
                         {"err", error.message()}});
}

void Group::warnOfDropped(const Rule& rule, std::size_t index, std::size_t count, const char* message) const {
    if (count > 0) {
        m_log.warn(message, {{"file", m_file},
                             {"group", m_name},
                             {"name", rule.name()},
                             {"index", std::to_string(index)},
                             {"num_dropped", std::to_string(count)}});
    }
}

void Group::endStaleSeries(const Evaluation& evaluation) {
    if (m_staleSeries.empty()) {
        return;
    }
    const auto failures = endSeries(m_surroundings->world.storage, m_staleSeries, evaluation.queryAt);
    if (!failures) {
        m_log.warn("Stale sample appending for previous configuration failed",
                   {{"file", m_file}, {"group", m_name}, {"err", failures.error().message()}});
        return;
    }
    for (const auto& failure : *failures) {
        m_log.warn("Adding stale sample for previous configuration failed",
                   {{"file", m_file}, {"group", m_name}, {"err", failure}});
    }
    m_staleSeries.clear();
}

void Group::endAllSeries(WallTime at) {
    for (const auto& rule : m_rules) {
        for (auto& labels : rule->series().release()) {
            m_staleSeries.push_back(std::move(labels));
        }
    }
    const Evaluation::Query none;
    endStaleSeries(evaluationAt(at, none));
}

void Group::passOver(WallTime begin, Nanoseconds pause) {
    std::vector<model::Labels> ended;
    for (const auto& rule : m_rules) {
        std::ranges::move(rule->series().written(), std::back_inserter(ended));
        if (rule->type() == RuleType::kAlerting) {
            static_cast<AlertingRule&>(*rule).passOver(pause);
        }
    }
    if (!ended.empty()) {
        // Where they cannot be written the series end by themselves a little later.
        std::ignore = endSeries(m_surroundings->world.storage, ended, model::timestampOf(begin));
    }
}

void Group::restore() {
    const auto& options = m_surroundings->options;
    const auto& clock = m_surroundings->world.clock;
    const auto begin = clock.monotonic();
    const Restoration restoration({.now = clock.now(),
                                   .outageTolerance = std::chrono::milliseconds(options.outageTolerance),
                                   .gracePeriod = std::chrono::milliseconds(options.forGracePeriod)},
                                  m_surroundings->world.restoreFrom, m_surroundings->stop.get_token());
    for (const auto& rule : m_rules) {
        if (rule->type() != RuleType::kAlerting) {
            continue;
        }
        auto& alerting = static_cast<AlertingRule&>(*rule);
        if (const auto restored = restoration.restore(alerting); !restored) {
            m_log.error("Failed to restore 'for' state", {{"file", m_file},
                                                          {"group", m_name},
                                                          {"alertname", rule->name()},
                                                          {"err", restored.error().message()}});
        }
        // Even after a failure: there will be no second attempt, and the alert is to fire at last.
        alerting.setRestored();
    }
    m_restores = false;
    m_stats->lastRestoreSeconds = secondsSince(begin, clock);
    m_stats->wasRestored = true;
}

void Group::takeStateOf(Group& old) {
    {
        const std::scoped_lock lock(m_mutex, old.m_mutex);
        m_evaluationTimeSeconds = old.m_evaluationTimeSeconds;
        m_lastEvaluation = old.m_lastEvaluation;
    }
    m_staleSeries = std::move(old.m_staleSeries);
    using Identity = std::pair<std::string, TextMap>;
    std::multimap<Identity, Rule*> left; // equal ones in the order of the file
    for (const auto& rule : old.m_rules) {
        left.emplace(Identity(rule->name(), rule->labels()), rule.get());
    }
    for (const auto& rule : m_rules) {
        const auto found = left.lower_bound(Identity(rule->name(), rule->labels()));
        if (found != left.end() && found->first.first == rule->name() && found->first.second == rule->labels()) {
            rule->takeStateOf(*found->second);
            left.erase(found);
        }
    }
    for (const auto& [identity, rule] : left) {
        for (auto& labels : rule->series().release()) {
            m_staleSeries.push_back(std::move(labels));
        }
    }
}

bool Group::equals(const Group& other) const {
    return m_key == other.m_key && m_interval == other.m_interval && m_limit == other.m_limit &&
           m_queryOffset == other.m_queryOffset &&
           std::ranges::equal(m_rules, other.m_rules, [](const auto& a, const auto& b) { return a->equals(*b); });
}

GroupSnapshot Group::describe() const {
    GroupSnapshot out;
    out.name = m_name;
    out.file = m_file;
    out.intervalSeconds = std::chrono::duration<double>(interval()).count();
    out.queryOffsetSeconds = std::chrono::duration<double>(std::chrono::milliseconds(queryOffset())).count();
    out.limit = m_limit;
    for (const auto& rule : m_rules) {
        rule->describe(out.rules.emplace_back());
    }
    const std::lock_guard lock(m_mutex);
    out.evaluationTimeSeconds = m_evaluationTimeSeconds;
    out.lastEvaluation = m_lastEvaluation;
    return out;
}

} // namespace hearth::rules
