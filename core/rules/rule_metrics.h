// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/subscription.h"
#include "instrument/registry.h"

namespace hearth::rules {

/// What is counted of one group. Threads: thread-safe.
struct GroupStats {
    std::atomic<std::uint64_t> iterations{0};
    std::atomic<std::uint64_t> missed{0};
    std::atomic<std::uint64_t> evaluations{0};
    std::atomic<std::uint64_t> failures{0};
    std::atomic<double> intervalSeconds{0};
    std::atomic<double> lastEvaluationSeconds{0}; ///< Since the epoch.
    std::atomic<double> lastDurationSeconds{0};
    std::atomic<double> lastRuleDurationSumSeconds{0};
    std::atomic<double> lastRestoreSeconds{0};
    std::atomic<bool> wasRestored{false};
    std::atomic<std::uint64_t> rules{0};
    std::atomic<std::uint64_t> lastSamples{0};
};

/// Texts of labels and annotations that were expanded, plain ones too. Threads: thread-safe.
struct TemplateCounters {
    instrument::Counter& expanded;
    instrument::Counter& failed;
};

/// `prometheus_rule_*` and `prometheus_template_*`. Threads: thread-safe.
class RuleMetrics {
  public:
    explicit RuleMetrics(instrument::Registry& registry);

    void observeRule(double seconds);
    void observeGroup(double seconds);
    const TemplateCounters& templates() const { return m_templates; }

    /// The counts of a group; the same as before where the group is known.
    std::shared_ptr<GroupStats> group(const std::string& key);
    /// The group is gone.
    void removeGroup(const std::string& key);

  private:
    void collect(instrument::Families& families) const;

    instrument::Summary& m_ruleDuration;
    instrument::Histogram& m_ruleDurationBuckets;
    instrument::Summary& m_groupDuration;
    instrument::Histogram& m_groupDurationBuckets;
    const TemplateCounters m_templates;

    mutable std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<GroupStats>> m_groups; // guarded by m_mutex

    Subscription m_collecting; ///< Last: ends before what it shows.
};

} // namespace hearth::rules
