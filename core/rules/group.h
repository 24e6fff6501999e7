// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "rules/alerting_rule.h"
#include "rules/concurrency.h"
#include "rules/dependencies.h"
#include "rules/manager.h"
#include "rules/rule.h"
#include "rules/rule_metrics.h"
#include "rules/snapshot.h"

namespace hearth::rules {

/// What all groups of a manager share.
struct GroupSurroundings {
    GroupSurroundings(ManagerOptions managerOptions, Surroundings managerWorld, instrument::Registry& registry,
                      Log managerLog)
        : options(std::move(managerOptions))
        , world(std::move(managerWorld))
        , log(std::move(managerLog))
        , metrics(registry)
        , permits(options.maxConcurrentEvals) {}

    const ManagerOptions options;
    const Surroundings world;
    const Log log;
    RuleMetrics metrics;
    EvaluationPermits permits;
    std::atomic<model::DurationMs> defaultQueryOffset{0};
    std::stop_source stop; ///< Cancels queries at the end of all.
};

/// The rules of one group of a file: evaluates them in order, writes their results, restores and sends their alerts.
/// Threads: one evaluation at a time, which the caller sees to; requestStop(), describe() and what is constant are
/// thread-safe.
class Group {
  public:
    /// Of a definition that was checked: kInvalidArgument where an expression does not parse all the same. With
    /// `restores`, `for` clocks are restored after the second evaluation.
    static Result<std::shared_ptr<Group>> create(const std::string& file, const GroupDefinition& definition,
                                                 model::DurationMs defaultInterval, bool restores,
                                                 const std::shared_ptr<const AlertSurroundings>& alerts,
                                                 std::shared_ptr<GroupSurroundings> surroundings);

    const std::string& name() const { return m_name; }
    const std::string& file() const { return m_file; }
    const std::string& key() const { return m_key; }
    Nanoseconds interval() const { return std::chrono::milliseconds(m_interval); }
    const std::vector<std::unique_ptr<Rule>>& rules() const { return m_rules; }
    GroupStats& stats() const { return *m_stats; }

    /// Begins to be counted: in force now.
    void attachStats();
    /// Evaluates the group at the instant `at`, and restores clocks when it is time to.
    void iterate(WallTime at);
    /// The evaluation alone, without counting it as an iteration.
    void evaluate(WallTime at);
    /// Makes the evaluation in hand end after its current rule.
    void requestStop() { m_stopRequested = true; }

    /// Goes on where `old`, which is stopped, left off: rules are paired by name and labels, in order.
    void takeStateOf(Group& old);
    /// Whether a reload that has `other` in this group's place changes nothing.
    bool equals(const Group& other) const;
    /// Ends all series that the group wrote.
    void endAllSeries(WallTime at);
    /// The machine was suspended from `begin` on and nothing was judged for `pause`: the series end there, and the
    /// clocks of `for` and `keep_firing_for` go on as if there had been no such time.
    void passOver(WallTime begin, Nanoseconds pause);

    GroupSnapshot describe() const;

  private:
    Group(std::string file, const GroupDefinition& definition, model::DurationMs interval,
          std::shared_ptr<GroupSurroundings> surroundings);

    Evaluation evaluationAt(WallTime at, const Evaluation::Query& query) const;
    void evaluateRule(std::size_t index, const Evaluation& evaluation);
    void evaluateAndWrite(std::size_t index, Rule& rule, const Evaluation& evaluation);
    void announce(AlertingRule& rule, const Evaluation& evaluation) const;
    void write(std::size_t index, Rule& rule, const Evaluation& evaluation);
    void noteFailure(std::size_t index, Rule& rule, const Error& error, const char* message);
    void warnOfDropped(const Rule& rule, std::size_t index, std::size_t count, const char* message) const;
    bool evaluateAll(const Evaluation& evaluation);
    void endStaleSeries(const Evaluation& evaluation);
    void restore();
    model::DurationMs queryOffset() const;

    const std::string m_name;
    const std::string m_file;
    const std::string m_key;
    const model::DurationMs m_interval;
    const std::optional<model::DurationMs> m_queryOffset;
    const std::int64_t m_limit;
    const std::shared_ptr<GroupSurroundings> m_surroundings;
    const Log m_log;
    std::vector<std::unique_ptr<Rule>> m_rules; // constant after creation
    std::vector<RuleBatch> m_batches;           // constant after creation; empty: all in order
    std::shared_ptr<GroupStats> m_stats;        // constant after attachStats()

    std::atomic<bool> m_stopRequested{false};
    std::vector<model::Labels> m_staleSeries; ///< Of rules that are gone.
    bool m_restores = false;
    std::size_t m_iterations = 0; ///< Counted up to the one that restores.
    std::atomic<std::uint64_t> m_samples{0};

    mutable std::mutex m_mutex;
    double m_evaluationTimeSeconds = 0;       // guarded by m_mutex
    std::optional<WallTime> m_lastEvaluation; // guarded by m_mutex
};

} // namespace hearth::rules
