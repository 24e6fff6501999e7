// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "config/config.h"
#include "datasource/rule_types.h"
#include "discovery/discovery.h"
#include "engine/seams.h"
#include "notifier/notifier.h"
#include "promql/engine.h"
#include "rules/manager.h"
#include "tsdb/db.h"

namespace hearth::engine {

/// What the command line says of rules and of sending alerts on.
struct AlertingOptions {
    rules::ManagerOptions rules;
    notifier::Notifier::Settings notifications; ///< `otherwise` is set by Alerting.
};

/// The Alertmanager of this process, as far as rules know it.
struct OwnAlertmanager {
    /// Takes alerts while the configuration names no Alertmanager; must not block. Empty: there is none.
    std::function<void(std::vector<notifier::AlertPtr>)> receive;
    /// Is told of every change of an alert's state, with the labels under which it is sent; must not block.
    std::function<void(const rules::AlertTransition&)> observe;
    /// The URL that takes alerts, for people to see; empty where it serves none.
    std::string url;
};

/// Rules and what becomes of their alerts: the rules' manager, and the notifier with the discovery of Alertmanagers.
/// Neither has a thread before the configuration has something for it to do.
/// Threads: thread-safe, but apply() and stop() one at a time.
class Alerting {
  public:
    /// All of it outlives the object.
    struct Parts {
        promql::Engine& query;
        tsdb::Db& db;
        ThreadPool& workers;
        const Seams& seams;
        instrument::Registry& registry;
        const Log& log;
        OwnAlertmanager own;
    };
    Alerting(AlertingOptions options, Parts parts);
    /// stop()
    ~Alerting();

    /// Reads the rule files that a configuration names, without any effect. kInvalidArgument: all that is wrong.
    Result<rules::LoadedRules> load(const config::Config& config) const;
    /// Puts into force what load() made of the same configuration.
    void apply(rules::LoadedRules loaded, const config::Config& config);
    /// Ends evaluation first, then sends what waits as far as the options say so.
    void stop();

    /// See rules::Manager.
    void prepareForSleep(Nanoseconds longest) { m_rules.prepareForSleep(longest); }
    void wakeUp() { m_rules.wakeUp(); }

    /// Whether alerts go to the Alertmanager of this process.
    bool tellsOwn() const { return m_parts.own.receive && m_notifier.jobs().empty(); }
    /// As Notifier::sentLabels().
    std::optional<model::Labels> sentLabels(const model::Labels& labels) const { return m_notifier.sentLabels(labels); }
    std::vector<rules::GroupSnapshot> groups() const { return m_rules.groups(); }
    datasource::Alertmanagers alertmanagers() const;

  private:
    void send(std::span<const rules::OutgoingAlert> alerts);
    void observe(std::span<const rules::AlertTransition> transitions);
    void discover();
    rules::Surroundings surroundings();

    const Parts m_parts;
    notifier::Notifier m_notifier;
    std::unique_ptr<discovery::Discovery> m_discovery; ///< Made when it is first needed.
    rules::Manager m_rules;                            ///< Last: ends before what it sends to.
};

/// The files that patterns such as `rules/*.yml` name, sorted within each pattern; those that name none are told to
/// `log`.
std::vector<std::string> ruleFiles(FileSystem& files, const std::vector<std::string>& patterns, const Log& log);

} // namespace hearth::engine
