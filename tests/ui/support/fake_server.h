// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>

#include "datasource/data_source.h"
#include "ui/support/fake_alertmanager.h"

namespace hearth::tests {

/// A server with one machine whose values look like a real one's, and as many targets as wanted. Knows the questions
/// that the window's own pages ask; answers others with nothing.
/// Threads: thread-safe once set up; the atomic members also later.
class FakeServer final : public datasource::DataSource {
  public:
    /// Targets of each of the three pools; every seventh is down.
    int targetsPerPool = 4;
    /// It has just begun: no target was asked yet.
    std::atomic<bool> beginning = false;
    /// Without metrics of a machine.
    bool hasHost = true;
    /// Put in the place of every name that comes from outside; empty for harmless names.
    std::string hostileText;
    /// Every call fails while this is set.
    std::atomic<bool> failing = false;
    std::string failure = "connection refused";
    ErrorCode failureCode = ErrorCode::kUnavailable;

    std::atomic<int> calls = 0;

    /// Its rules, their alerts, and what becomes of them.
    FakeAlertmanager alertWorld;
    /// Without: as a Prometheus that sends its alerts to nobody.
    bool hasAlertmanager = true;
    /// Without: as an Alertmanager that other servers send their alerts to.
    bool hasRules = true;

    Result<model::QueryAnswer> query(const datasource::InstantQuery& query, std::stop_token stop) override;
    Result<model::QueryAnswer> queryRange(const datasource::RangeQuery& query, std::stop_token stop) override;
    Result<datasource::Listing<model::Labels>> series(const datasource::SeriesQuery& query,
                                                      std::stop_token stop) override;
    Result<datasource::Listing<std::string>> labelNames(const datasource::SeriesQuery& query,
                                                        std::stop_token stop) override;
    Result<datasource::Listing<std::string>> labelValues(const std::string& name, const datasource::SeriesQuery& query,
                                                         std::stop_token stop) override;
    Result<std::vector<datasource::MetricMetadata>> metadata(const std::string& metric, std::stop_token stop) override;
    Result<datasource::Targets> targets(datasource::TargetState state, const std::string& pool,
                                        std::stop_token stop) override;
    Result<std::vector<std::string>> scrapePools(std::stop_token stop) override;
    Result<std::string> configYaml(std::stop_token stop) override;
    Result<datasource::Facts> flags(std::stop_token stop) override;
    Result<datasource::BuildFacts> buildFacts(std::stop_token stop) override;
    Result<datasource::RuntimeFacts> runtimeFacts(std::stop_token stop) override;
    Result<datasource::TsdbStatus> tsdbStatus(std::size_t limit, std::stop_token stop) override;
    Result<datasource::RuleGroups> rules(const datasource::RulesQuery& query, std::stop_token stop) override;
    Result<std::vector<datasource::Alert>> alerts(std::stop_token stop) override;
    datasource::AlertmanagerSource& alertmanager() override;
    Result<void> reload(std::stop_token stop) override;

  private:
    Result<void> begin();
    std::string named(std::string harmless) const { return hostileText.empty() ? harmless : hostileText; }
    model::Vector instant(const std::string& expression) const;
    model::Vector fileSystems(bool sizes) const;
};

} // namespace hearth::tests
