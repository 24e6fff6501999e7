// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rule_metrics.h"

#include <optional>
#include <utility>
#include <vector>

namespace hearth::rules {
namespace {

const std::vector<double> kBuckets{0.01, 0.1, 1, 10};

using Groups = std::map<std::string, std::shared_ptr<GroupStats>>;

/// One family with a metric a group; groups for which `value` says nothing are left out.
template <class Value>
void appendFamily(instrument::Families& families, const Groups& groups, const char* name, const char* help,
                  instrument::FamilyType type, Value value) {
    instrument::Family family{.name = name, .help = help, .type = type, .metrics = {}};
    for (const auto& [key, stats] : groups) {
        if (const std::optional<double> now = value(*stats)) {
            family.metrics.push_back({.labels = {{"rule_group", key}}, .value = *now});
        }
    }
    if (!family.metrics.empty()) {
        families.push_back(std::move(family));
    }
}

double number(std::uint64_t count) {
    return static_cast<double>(count);
}

} // namespace

RuleMetrics::RuleMetrics(instrument::Registry& registry)
    : m_ruleDuration(registry.summary("prometheus_rule_evaluation_duration_seconds",
                                      "The duration for a rule to execute.", {0.5, 0.9, 0.99}))
    , m_ruleDurationBuckets(registry.histogram("prometheus_rule_evaluation_duration_histogram_seconds",
                                               "The duration for a rule to execute.", kBuckets))
    , m_groupDuration(registry.summary("prometheus_rule_group_duration_seconds",
                                       "The duration of rule group evaluations.", {0.01, 0.05, 0.5, 0.9, 0.99}))
    , m_groupDurationBuckets(registry.histogram("prometheus_rule_group_duration_histogram_seconds",
                                                "The duration of rule group evaluations.", kBuckets))
    , m_templates{registry.counter("prometheus_template_text_expansions_total",
                                   "The total number of template text expansions."),
                  registry.counter("prometheus_template_text_expansion_failures_total",
                                   "The total number of template text expansion failures.")}
    , m_collecting(registry.onGather([this](instrument::Families& families) { collect(families); })) {}

void RuleMetrics::observeRule(double seconds) {
    m_ruleDuration.observe(seconds);
    m_ruleDurationBuckets.observe(seconds);
}

void RuleMetrics::observeGroup(double seconds) {
    m_groupDuration.observe(seconds);
    m_groupDurationBuckets.observe(seconds);
}

std::shared_ptr<GroupStats> RuleMetrics::group(const std::string& key) {
    const std::lock_guard lock(m_mutex);
    auto& stats = m_groups[key];
    if (!stats) {
        stats = std::make_shared<GroupStats>();
    }
    return stats;
}

void RuleMetrics::removeGroup(const std::string& key) {
    const std::lock_guard lock(m_mutex);
    m_groups.erase(key);
}

void RuleMetrics::collect(instrument::Families& families) const {
    using Type = instrument::FamilyType;
    const std::lock_guard lock(m_mutex);
    const auto counter = [&](const char* name, const char* help, auto value) {
        appendFamily(families, m_groups, name, help, Type::kCounter, value);
    };
    const auto gauge = [&](const char* name, const char* help, auto value) {
        appendFamily(families, m_groups, name, help, Type::kGauge, value);
    };
    counter("prometheus_rule_group_iterations_total",
            "The total number of scheduled rule group evaluations, whether executed or missed.",
            [](const GroupStats& stats) { return number(stats.iterations); });
    counter("prometheus_rule_group_iterations_missed_total",
            "The total number of rule group evaluations missed due to slow rule group evaluation.",
            [](const GroupStats& stats) { return number(stats.missed); });
    counter("prometheus_rule_evaluations_total", "The total number of rule evaluations.",
            [](const GroupStats& stats) { return number(stats.evaluations); });
    counter("prometheus_rule_evaluation_failures_total", "The total number of rule evaluation failures.",
            [](const GroupStats& stats) { return number(stats.failures); });
    gauge("prometheus_rule_group_interval_seconds", "The interval of a rule group.",
          [](const GroupStats& stats) { return stats.intervalSeconds.load(); });
    gauge("prometheus_rule_group_last_evaluation_timestamp_seconds",
          "The timestamp of the last rule group evaluation in seconds.",
          [](const GroupStats& stats) { return stats.lastEvaluationSeconds.load(); });
    gauge("prometheus_rule_group_last_duration_seconds", "The duration of the last rule group evaluation.",
          [](const GroupStats& stats) { return stats.lastDurationSeconds.load(); });
    gauge(
        "prometheus_rule_group_last_rule_duration_sum_seconds",
        "The sum of time in seconds it took to evaluate each rule in the group regardless of concurrency. This should "
        "be higher than the group duration if rules are evaluated concurrently.",
        [](const GroupStats& stats) { return stats.lastRuleDurationSumSeconds.load(); });
    gauge("prometheus_rule_group_last_restore_duration_seconds",
          "The duration of the last alert rules alerts restoration using the `ALERTS_FOR_STATE` series.",
          [](const GroupStats& stats) {
              return stats.wasRestored ? std::optional(stats.lastRestoreSeconds.load()) : std::nullopt;
          });
    gauge("prometheus_rule_group_rules", "The number of rules.",
          [](const GroupStats& stats) { return number(stats.rules); });
    gauge("prometheus_rule_group_last_evaluation_samples",
          "The number of samples returned during the last rule group evaluation.",
          [](const GroupStats& stats) { return number(stats.lastSamples); });
}

} // namespace hearth::rules
