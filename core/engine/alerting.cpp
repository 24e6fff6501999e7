// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/alerting.h"

#include "discovery/directory_watcher.h"
#include "discovery/file_pattern.h"

namespace hearth::engine {
namespace {

notifier::AlertPtr notified(const rules::OutgoingAlert& alert) {
    return std::make_shared<const notifier::Alert>(
        notifier::Alert{alert.labels, alert.annotations, alert.startsAt, alert.endsAt, alert.generatorUrl});
}

notifier::Notifier::Settings settingsOf(AlertingOptions& options, const OwnAlertmanager& own) {
    auto settings = std::move(options.notifications);
    settings.otherwise = own.receive;
    return settings;
}

} // namespace

std::vector<std::string> ruleFiles(FileSystem& files, const std::vector<std::string>& patterns, const Log& log) {
    std::vector<std::string> paths;
    for (const auto& pattern : patterns) {
        const auto found = discovery::expandPattern(files, pattern);
        if (found.empty()) {
            log.warn("No rule file matches the pattern", {{"pattern", pattern}});
        }
        paths.insert(paths.end(), found.begin(), found.end());
    }
    return paths;
}

Alerting::Alerting(AlertingOptions options, Parts parts)
    : m_parts(std::move(parts))
    , m_notifier(settingsOf(options, m_parts.own), m_parts.seams.makeTransport, m_parts.seams.clock, m_parts.registry,
                 m_parts.log.component("notifier"))
    , m_rules(std::move(options.rules), surroundings(), m_parts.registry, m_parts.log.component("rule manager")) {}

Alerting::~Alerting() {
    stop();
}

rules::Surroundings Alerting::surroundings() {
    return {
        .query = [this](const std::string& expr, model::TimestampMs time,
                        std::stop_token stop) { return m_parts.query.instant(expr, time, {}, std::move(stop)); },
        .storage = m_parts.db,
        .restoreFrom = m_parts.db,
        .files = m_parts.seams.files,
        .clock = m_parts.seams.clock,
        .send = [this](std::span<const rules::OutgoingAlert> alerts) { send(alerts); },
        .observe = m_parts.own.observe ? rules::ObserveTransitions([this](auto transitions) { observe(transitions); })
                                       : rules::ObserveTransitions(),
        .execute = [this](ThreadPool::Task task) { return m_parts.workers.post(std::move(task)); },
    };
}

void Alerting::send(std::span<const rules::OutgoingAlert> alerts) {
    std::vector<notifier::AlertPtr> outgoing;
    outgoing.reserve(alerts.size());
    std::ranges::transform(alerts, std::back_inserter(outgoing), notified);
    m_notifier.send(outgoing);
}

void Alerting::observe(std::span<const rules::AlertTransition> transitions) {
    for (const auto& transition : transitions) {
        if (auto labels = m_notifier.sentLabels(transition.labels)) {
            auto told = transition;
            told.labels = *std::move(labels);
            m_parts.own.observe(told);
        }
    }
}

Result<rules::LoadedRules> Alerting::load(const config::Config& config) const {
    const auto& global = config.global;
    return m_rules.load({.evaluationInterval = global.evaluationInterval,
                         .queryOffset = global.ruleQueryOffset,
                         .files = ruleFiles(m_parts.seams.files, config.ruleFiles, m_parts.log),
                         .externalLabels = global.externalLabels});
}

void Alerting::apply(rules::LoadedRules loaded, const config::Config& config) {
    m_notifier.apply(config.alerting, config.global.externalLabels);
    discover();
    const bool hasRules = loaded.groupCount() > 0;
    m_rules.apply(std::move(loaded));
    if (hasRules) {
        m_rules.start();
    }
}

void Alerting::discover() {
    auto jobs = m_notifier.jobs();
    if (m_discovery != nullptr) {
        m_discovery->apply(std::move(jobs));
    } else if (!jobs.empty()) {
        m_discovery = std::make_unique<discovery::Discovery>(
            "notify", m_parts.seams.files, m_parts.seams.clock, m_parts.registry, m_parts.log.component("discovery"),
            discovery::makeInotifyWatcher(m_parts.seams.clock),
            [this](const std::string& job, const std::vector<discovery::TargetGroup>& groups) {
                m_notifier.setTargets(job, groups);
            });
        m_discovery->apply(std::move(jobs));
        m_discovery->start();
    }
}

void Alerting::stop() {
    m_rules.stop();
    if (m_discovery != nullptr) {
        m_discovery->stop();
    }
    m_notifier.stop();
}

datasource::Alertmanagers Alerting::alertmanagers() const {
    auto known = m_notifier.alertmanagers();
    datasource::Alertmanagers shown{std::move(known.active), std::move(known.dropped)};
    if (m_parts.own.receive && !m_parts.own.url.empty() && m_notifier.jobs().empty()) {
        shown.active.push_back(m_parts.own.url);
    }
    return shown;
}

} // namespace hearth::engine
