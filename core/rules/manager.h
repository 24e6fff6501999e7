// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/log.h"
#include "base/thread_pool.h"
#include "instrument/registry.h"
#include "model/labels.h"
#include "model/query_value.h"
#include "model/time.h"
#include "rules/alert.h"
#include "rules/rule_file.h"
#include "rules/snapshot.h"
#include "storage/storage.h"

namespace hearth::rules {

/// What does not change while the server runs; the defaults are Prometheus's.
struct ManagerOptions {
    model::DurationMs outageTolerance = model::kHourMs;       ///< --rules.alert.for-outage-tolerance
    model::DurationMs forGracePeriod = 10 * model::kMinuteMs; ///< --rules.alert.for-grace-period
    model::DurationMs resendDelay = model::kMinuteMs;         ///< --rules.alert.resend-delay
    bool concurrentEvals = false;                             ///< --enable-feature=concurrent-rule-eval
    std::size_t maxConcurrentEvals = 4;                       ///< --rules.max-concurrent-evals
    bool restoreNewRuleGroups = false;                        ///< --rules.restore-new-rule-groups
    std::string externalUrl;                                  ///< Of this server, without a slash at the end.
    RuleFileOptions files;
};

/// What the configuration file says of rules.
struct RuleSettings {
    model::DurationMs evaluationInterval = model::kMinuteMs;
    model::DurationMs queryOffset = 0;
    std::vector<std::string> files; ///< Paths; the same path several times counts once.
    model::Labels externalLabels;
};

/// The value of an expression at one moment. Called by several threads at one time.
using Query =
    std::function<Result<model::QueryAnswer>(const std::string& expr, model::TimestampMs time, std::stop_token stop)>;
/// Runs a task on another thread, soon; where it refuses, the task runs on the `rules` thread.
using Execute = std::function<Result<void>(ThreadPool::Task)>;

/// What rules need of the rest of a server; the references must outlive the manager, and the functions must be callable
/// until it is destroyed.
struct Surroundings {
    Query query;
    storage::Appendable& storage;    ///< Where results go.
    storage::Queryable& restoreFrom; ///< Where `for` clocks of an earlier run are found.
    FileSystem& files;
    Clock& clock;
    SendAlerts send;            ///< May be empty.
    ObserveTransitions observe; ///< May be empty.
    Execute execute;            ///< Empty: everything runs on the `rules` thread, or in runUntil().
};

/// Rule files that were read and found good, to be applied.
class LoadedRules;

/// All rule groups of a server: reads their files, evaluates each group at its own instants, keeps the alerts.
///
/// A group is evaluated at the unix-nanosecond instants t with t mod interval == offset, the offset a hash of its file
/// and name, and never overlaps itself; samples carry the nominal instant, not the actual one.
/// Threads: thread-safe, but for runUntil(). One thread named `rules` keeps the schedule; work runs where `execute`
/// puts it.
class Manager {
  public:
    Manager(ManagerOptions options, Surroundings surroundings, instrument::Registry& registry, Log log);
    /// stop().
    ~Manager();
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    /// Reads the files without any effect. kInvalidArgument: all that is wrong, a line each; kIo where a file cannot be
    /// read.
    Result<LoadedRules> load(const RuleSettings& settings) const;
    /// Puts loaded rules into force. Groups that are equal run on untouched; of changed ones the state is carried over;
    /// of removed ones the series end two intervals later. Waits for the rules in hand of groups that end.
    void apply(LoadedRules rules);
    /// load() and apply(): all or nothing.
    Result<void> update(const RuleSettings& settings);

    /// Starts the schedule. Until then nothing is evaluated.
    void start();
    /// Ends the schedule, cancels queries and waits for the evaluations in hand. Writes no stale markers. Snapshots
    /// stay.
    void stop();

    /// The machine is about to be suspended: the series of rules end now, and nothing is evaluated until it was
    /// suspended and woke, or for `longest` of its being awake.
    void prepareForSleep(Nanoseconds longest);
    /// It woke. Without being told the manager notices at the next evaluation.
    void wakeUp();

    /// Sorted by file, then by name.
    std::vector<GroupSnapshot> groups() const;

    /// Evaluates all that is due until `end` on the calling thread, moving the clock along. For simulations, instead of
    /// start().
    void runUntil(MonotonicTime end);
    /// When something is due next; MonotonicTime::max() where nothing is.
    MonotonicTime nextDue();

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

class LoadedRules {
  public:
    LoadedRules(LoadedRules&&) noexcept;
    LoadedRules& operator=(LoadedRules&&) noexcept;
    ~LoadedRules();

    std::size_t groupCount() const;
    std::size_t ruleCount() const;

  private:
    friend class Manager;
    struct Contents;
    explicit LoadedRules(std::unique_ptr<Contents> contents);
    std::unique_ptr<Contents> m_contents;
};

} // namespace hearth::rules
