// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/starting_data_source.h"

namespace hearth::datasource {

void StartingDataSource::explain(std::string reason) {
    const std::unique_lock lock(m_mutex);
    m_reason = std::move(reason);
}

void StartingDataSource::replaying(WalReplay progress) {
    const std::unique_lock lock(m_mutex);
    m_replay = progress;
}

void StartingDataSource::direct(DataSource* target) {
    const std::unique_lock lock(m_mutex);
    m_target = target;
}

/// The lock is held while the target works, shared, so that direct() can take the target away safely.
template <class Ask>
auto StartingDataSource::ask(Ask question) -> decltype(question(std::declval<DataSource&>())) {
    const std::shared_lock lock(m_mutex);
    if (m_target == nullptr) {
        return fail(ErrorCode::kUnavailable, m_reason);
    }
    return question(*m_target);
}

Result<model::QueryAnswer> StartingDataSource::query(const InstantQuery& query, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.query(query, stop); });
}

Result<model::QueryAnswer> StartingDataSource::queryRange(const RangeQuery& query, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.queryRange(query, stop); });
}

Result<Listing<model::Labels>> StartingDataSource::series(const SeriesQuery& query, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.series(query, stop); });
}

Result<Listing<std::string>> StartingDataSource::labelNames(const SeriesQuery& query, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.labelNames(query, stop); });
}

Result<Listing<std::string>> StartingDataSource::labelValues(const std::string& name, const SeriesQuery& query,
                                                             std::stop_token stop) {
    return ask([&](DataSource& target) { return target.labelValues(name, query, stop); });
}

Result<std::vector<MetricMetadata>> StartingDataSource::metadata(const std::string& metric, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.metadata(metric, stop); });
}

Result<Targets> StartingDataSource::targets(TargetState state, const std::string& pool, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.targets(state, pool, stop); });
}

Result<std::vector<std::string>> StartingDataSource::scrapePools(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.scrapePools(stop); });
}

Result<std::string> StartingDataSource::configYaml(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.configYaml(stop); });
}

Result<Facts> StartingDataSource::flags(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.flags(stop); });
}

Result<BuildFacts> StartingDataSource::buildFacts(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.buildFacts(stop); });
}

Result<RuntimeFacts> StartingDataSource::runtimeFacts(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.runtimeFacts(stop); });
}

Result<TsdbStatus> StartingDataSource::tsdbStatus(std::size_t limit, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.tsdbStatus(limit, stop); });
}

Result<std::vector<SeriesExemplars>> StartingDataSource::exemplars(const ExemplarQuery& query, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.exemplars(query, stop); });
}

Result<std::vector<BlockFacts>> StartingDataSource::blocks(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.blocks(stop); });
}

Result<WalReplay> StartingDataSource::walReplay(std::stop_token stop) {
    const std::shared_lock lock(m_mutex);
    return m_target == nullptr ? m_replay : m_target->walReplay(std::move(stop));
}

Result<std::vector<SleepSpan>> StartingDataSource::sleeps(model::TimeRange range, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.sleeps(range, stop); });
}

Result<std::vector<StorageDamage>> StartingDataSource::storageDamages(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.storageDamages(stop); });
}

Result<RuleGroups> StartingDataSource::rules(const RulesQuery& query, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.rules(query, stop); });
}

Result<std::vector<Alert>> StartingDataSource::alerts(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.alerts(stop); });
}

Result<Alertmanagers> StartingDataSource::alertmanagers(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.alertmanagers(stop); });
}

Result<void> StartingDataSource::lendAlertmanager(const ForwardingAlertmanager::Ask& question) {
    return ask([&](DataSource& target) -> Result<void> {
        question(target.alertmanager());
        return {};
    });
}

Result<void> StartingDataSource::deleteSeries(const Deletion& deletion, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.deleteSeries(deletion, stop); });
}

Result<void> StartingDataSource::cleanTombstones(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.cleanTombstones(stop); });
}

Result<std::string> StartingDataSource::snapshot(bool withHead, std::stop_token stop) {
    return ask([&](DataSource& target) { return target.snapshot(withHead, stop); });
}

Result<void> StartingDataSource::reload(std::stop_token stop) {
    return ask([&](DataSource& target) { return target.reload(stop); });
}

} // namespace hearth::datasource
