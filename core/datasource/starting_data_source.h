// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <shared_mutex>
#include <string>

#include "datasource/data_source.h"
#include "datasource/forwarding_alertmanager.h"

namespace hearth::datasource {

/// Stands for an engine that is still starting: answers kUnavailable with the reason until it is given the engine's
/// own data source, then hands every question on.
/// Threads: thread-safe.
class StartingDataSource final : public DataSource {
  public:
    /// What questions are told until there is a target.
    void explain(std::string reason);
    /// How far the start has come; walReplay() says it until there is a target.
    void replaying(WalReplay progress);
    /// From now on asks `target`; null takes it away again and returns when no question is under way there.
    void direct(DataSource* target);

    Result<model::QueryAnswer> query(const InstantQuery& query, std::stop_token stop) override;
    Result<model::QueryAnswer> queryRange(const RangeQuery& query, std::stop_token stop) override;
    Result<Listing<model::Labels>> series(const SeriesQuery& query, std::stop_token stop) override;
    Result<Listing<std::string>> labelNames(const SeriesQuery& query, std::stop_token stop) override;
    Result<Listing<std::string>> labelValues(const std::string& name, const SeriesQuery& query,
                                             std::stop_token stop) override;
    Result<std::vector<MetricMetadata>> metadata(const std::string& metric, std::stop_token stop) override;
    Result<Targets> targets(TargetState state, const std::string& pool, std::stop_token stop) override;
    Result<std::vector<std::string>> scrapePools(std::stop_token stop) override;
    Result<std::string> configYaml(std::stop_token stop) override;
    Result<Facts> flags(std::stop_token stop) override;
    Result<BuildFacts> buildFacts(std::stop_token stop) override;
    Result<RuntimeFacts> runtimeFacts(std::stop_token stop) override;
    Result<TsdbStatus> tsdbStatus(std::size_t limit, std::stop_token stop) override;
    Result<std::vector<SeriesExemplars>> exemplars(const ExemplarQuery& query, std::stop_token stop) override;
    Result<std::vector<BlockFacts>> blocks(std::stop_token stop) override;
    Result<WalReplay> walReplay(std::stop_token stop) override;
    Result<std::vector<StorageDamage>> storageDamages(std::stop_token stop) override;
    Result<std::vector<SleepSpan>> sleeps(model::TimeRange range, std::stop_token stop) override;
    Result<RuleGroups> rules(const RulesQuery& query, std::stop_token stop) override;
    Result<std::vector<Alert>> alerts(std::stop_token stop) override;
    Result<Alertmanagers> alertmanagers(std::stop_token stop) override;
    AlertmanagerSource& alertmanager() override { return m_alertmanager; }
    Result<void> deleteSeries(const Deletion& deletion, std::stop_token stop) override;
    Result<void> cleanTombstones(std::stop_token stop) override;
    Result<std::string> snapshot(bool withHead, std::stop_token stop) override;
    Result<void> reload(std::stop_token stop) override;

  private:
    Result<void> lendAlertmanager(const ForwardingAlertmanager::Ask& question);
    template <class Ask>
    auto ask(Ask question) -> decltype(question(std::declval<DataSource&>()));

    std::shared_mutex m_mutex;
    DataSource* m_target = nullptr;              ///< Guarded by m_mutex.
    std::string m_reason = "Hearth is starting"; ///< Guarded by m_mutex.
    WalReplay m_replay;                          ///< Guarded by m_mutex.
    ForwardingAlertmanager m_alertmanager{
        [this](const ForwardingAlertmanager::Ask& ask, const std::stop_token&) { return lendAlertmanager(ask); }};
};

} // namespace hearth::datasource
