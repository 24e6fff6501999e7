// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>

#include "ui/support/fake_server.h"

namespace hearth::tests {

/// A server with whatever rules a test gives it.
/// Threads: thread-safe.
class RuleWorld final : public datasource::DataSource {
  public:
    std::atomic<bool> failing = false;
    std::atomic<bool> unsupported = false;
    std::atomic<int> calls = 0;

    void setGroups(std::vector<datasource::RuleGroup> groups) {
        const std::lock_guard lock(m_mutex);
        m_groups = std::move(groups);
    }

    Result<datasource::RuleGroups> rules(const datasource::RulesQuery& query, std::stop_token stop) override {
        ++calls;
        if (unsupported) {
            return DataSource::rules(query, stop);
        }
        if (failing) {
            return fail(ErrorCode::kUnavailable, "connection refused");
        }
        const std::lock_guard lock(m_mutex);
        return datasource::RuleGroups{m_groups, {}};
    }

    Result<model::QueryAnswer> query(const datasource::InstantQuery& query, std::stop_token stop) override {
        return m_others.query(query, std::move(stop));
    }
    Result<model::QueryAnswer> queryRange(const datasource::RangeQuery& query, std::stop_token stop) override {
        return m_others.queryRange(query, std::move(stop));
    }
    Result<datasource::Listing<model::Labels>> series(const datasource::SeriesQuery& query,
                                                      std::stop_token stop) override {
        return m_others.series(query, std::move(stop));
    }
    Result<datasource::Listing<std::string>> labelNames(const datasource::SeriesQuery& query,
                                                        std::stop_token stop) override {
        return m_others.labelNames(query, std::move(stop));
    }
    Result<datasource::Listing<std::string>> labelValues(const std::string& name, const datasource::SeriesQuery& query,
                                                         std::stop_token stop) override {
        return m_others.labelValues(name, query, std::move(stop));
    }
    Result<std::vector<datasource::MetricMetadata>> metadata(const std::string& metric, std::stop_token stop) override {
        return m_others.metadata(metric, std::move(stop));
    }
    Result<datasource::Targets> targets(datasource::TargetState state, const std::string& pool,
                                        std::stop_token stop) override {
        return m_others.targets(state, pool, std::move(stop));
    }
    Result<std::vector<std::string>> scrapePools(std::stop_token stop) override {
        return m_others.scrapePools(std::move(stop));
    }
    Result<std::string> configYaml(std::stop_token stop) override { return m_others.configYaml(std::move(stop)); }
    Result<datasource::Facts> flags(std::stop_token stop) override { return m_others.flags(std::move(stop)); }
    Result<datasource::BuildFacts> buildFacts(std::stop_token stop) override {
        return m_others.buildFacts(std::move(stop));
    }
    Result<datasource::RuntimeFacts> runtimeFacts(std::stop_token stop) override {
        return m_others.runtimeFacts(std::move(stop));
    }
    Result<datasource::TsdbStatus> tsdbStatus(std::size_t limit, std::stop_token stop) override {
        return m_others.tsdbStatus(limit, std::move(stop));
    }

    Result<void> reload(std::stop_token stop) override { return m_others.reload(std::move(stop)); }

  private:
    FakeServer m_others;
    std::mutex m_mutex;
    std::vector<datasource::RuleGroup> m_groups; // guarded by m_mutex
};

/// A group as a home has it; `hostile` stands in the place of texts that come from outside.
inline datasource::RuleGroup diskGroup(model::TimestampMs now, const std::string& hostile = {}) {
    using namespace datasource;
    const auto named = [&](std::string harmless) { return hostile.empty() ? std::move(harmless) : hostile; };
    RuleGroup group;
    group.name = named("disk");
    group.file = "/etc/prometheus/rules/disk.yml";
    group.intervalSeconds = 60;
    group.evaluationSeconds = 0.0123;
    group.lastEvaluation = now - 12'000;
    Rule full;
    full.type = RuleType::kAlerting;
    full.name = named("DiskAlmostFull");
    full.query =
        "100 * (\n  1 - node_filesystem_avail_bytes{fstype!~\"tmpfs|ramfs\"}\n    / node_filesystem_size_bytes\n"
        ") > 85";
    full.labels = {{"severity", named("warning")}, {"team", "home"}};
    full.annotations = {{"summary", named("{{ $labels.mountpoint }} is almost full")},
                        {"runbook_url", "https://example.org/runbooks/disk"}};
    full.holdSeconds = 600;
    full.health = RuleHealth::kOk;
    full.state = AlertState::kFiring;
    full.lastEvaluation = now - 12'000;
    full.evaluationSeconds = 0.0041;
    for (int i = 0; i < 3; ++i) {
        Alert alert;
        alert.labels = {{"alertname", "DiskAlmostFull"},
                        {"instance", "nas-" + std::to_string(i) + ":9100"},
                        {"mountpoint", named("/srv")}};
        alert.state = i == 2 ? AlertState::kPending : AlertState::kFiring;
        alert.activeAt = now - (i + 1) * 17 * model::kMinuteMs;
        alert.value = 87.25 + i;
        full.alerts.push_back(alert);
    }
    Rule slow = full;
    slow.name = named("DiskSlow");
    slow.query = "rate(node_disk_io_time_seconds_total[5m]) > 0.9";
    slow.alerts.clear();
    slow.state = AlertState::kInactive;
    Rule ratio;
    ratio.name = "instance:disk_used:ratio";
    ratio.query = "1 - node_filesystem_avail_bytes / node_filesystem_size_bytes";
    ratio.health = RuleHealth::kOk;
    ratio.lastEvaluation = now - 12'000;
    ratio.evaluationSeconds = 0.0022;
    group.rules = {full, slow, ratio};
    return group;
}

/// Beside it: one that cannot keep up, with a rule that fails and one that is pending.
inline std::vector<datasource::RuleGroup> homeGroups(model::TimestampMs now, const std::string& hostile = {}) {
    using namespace datasource;
    auto net = diskGroup(now, hostile);
    net.name = "network";
    net.file = "/etc/prometheus/rules/network.yml";
    net.intervalSeconds = 15;
    net.evaluationSeconds = 9.4;
    net.rules[0].name = "LinkFlapping";
    net.rules[0].query = "changes(node_network_up[10m]) > 4";
    net.rules[0].state = AlertState::kPending;
    net.rules[0].alerts.resize(1);
    net.rules[0].alerts[0].state = AlertState::kPending;
    net.rules[1].name = "PacketLoss";
    net.rules[1].health = RuleHealth::kErr;
    net.rules[1].state = AlertState::kUnknown;
    net.rules[1].query = "probe_loss_ratio * on (instance) node_uname_info > 0.1";
    net.rules[1].lastError = hostile.empty()
                                 ? "found duplicate series for the match group {instance=\"router\"} on the "
                                   "right hand-side of the operation"
                                 : hostile;
    net.rules[2].name = "instance:network_receive_bytes:rate5m";
    return {diskGroup(now, hostile), net};
}

inline std::vector<datasource::RuleGroup> manyGroups(int rules, model::TimestampMs now) {
    std::vector<datasource::RuleGroup> groups;
    for (int i = 0; i < rules / 20; ++i) {
        auto group = diskGroup(now);
        group.name = "group" + std::to_string(i);
        group.rules.resize(20, group.rules[1]);
        for (std::size_t j = 3; j < group.rules.size(); ++j) {
            group.rules[j].name = "Rule" + std::to_string(i) + "x" + std::to_string(j);
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

} // namespace hearth::tests
