// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/local_data_source.h"

#include <algorithm>

#include "engine/exemplar_listing.h"
#include "engine/rule_listing.h"
#include "engine/series_listing.h"
#include "engine/storage_listing.h"
#include "engine/target_listing.h"
#include "engine/version.h"

namespace hearth::engine {
namespace {

using datasource::Listing;

constexpr const char* kTruncated = "results truncated due to limit";

/// Cuts a vector or matrix to `limit` series, saying so.
template <class List>
void cutTo(std::size_t limit, List& list, std::vector<std::string>& warnings) {
    if (limit != 0 && list.size() > limit) {
        list.resize(limit);
        warnings.emplace_back(kTruncated);
    }
}

model::QueryAnswer limited(model::QueryAnswer answer, std::size_t limit) {
    if (auto* vector = std::get_if<model::Vector>(&answer.value)) {
        cutTo(limit, *vector, answer.warnings);
    } else if (auto* matrix = std::get_if<model::Matrix>(&answer.value)) {
        cutTo(limit, *matrix, answer.warnings);
    }
    return answer;
}

class LocalDataSource final : public datasource::DataSource {
  public:
    LocalDataSource(promql::Engine& query, tsdb::Db& db, scrape::ScrapePools& pools, Alerting& alerting,
                    const Clock& clock, OwnStatus own)
        : m_query(query)
        , m_db(db)
        , m_pools(pools)
        , m_alerting(alerting)
        , m_clock(clock)
        , m_own(std::move(own)) {}

    Result<model::QueryAnswer> query(const datasource::InstantQuery& query, std::stop_token stop) override {
        auto answer = HEARTH_TRY(m_query.instant(query.expression, query.time.value_or(m_clock.nowMs()),
                                                 {query.lookback, query.timeout}, stop));
        return limited(std::move(answer), query.limit);
    }

    Result<model::QueryAnswer> queryRange(const datasource::RangeQuery& query, std::stop_token stop) override {
        auto answer =
            HEARTH_TRY(m_query.range(query.expression, query.range, query.step, {query.lookback, query.timeout}, stop));
        return limited(std::move(answer), query.limit);
    }

    Result<Listing<model::Labels>> series(const datasource::SeriesQuery& query, std::stop_token stop) override {
        return listSeries(m_db, query, stop);
    }

    Result<Listing<std::string>> labelNames(const datasource::SeriesQuery& query, std::stop_token stop) override {
        return listLabelNames(m_db, query, stop);
    }

    Result<Listing<std::string>> labelValues(const std::string& name, const datasource::SeriesQuery& query,
                                             std::stop_token stop) override {
        return listLabelValues(m_db, name, query, stop);
    }

    Result<std::vector<datasource::MetricMetadata>> metadata(const std::string& metric, std::stop_token) override {
        return listMetadata(m_pools, metric);
    }

    Result<datasource::Targets> targets(datasource::TargetState state, const std::string& pool,
                                        std::stop_token) override {
        return listTargets(m_pools, state, pool, m_own.externalUrl);
    }

    Result<std::vector<std::string>> scrapePools(std::stop_token) override { return m_pools.pools(); }

    Result<std::string> configYaml(std::stop_token) override { return m_own.configYaml(); }
    Result<datasource::Facts> flags(std::stop_token) override { return m_own.flags; }
    Result<datasource::BuildFacts> buildFacts(std::stop_token) override { return engine::buildFacts(); }
    Result<datasource::RuntimeFacts> runtimeFacts(std::stop_token) override { return m_own.runtimeFacts(); }

    Result<datasource::TsdbStatus> tsdbStatus(std::size_t limit, std::stop_token) override {
        return engine::tsdbStatus(m_db.status(limit));
    }

    Result<std::vector<datasource::SeriesExemplars>> exemplars(const datasource::ExemplarQuery& query,
                                                               std::stop_token) override {
        return listExemplars(m_db, query, m_own.parse);
    }
    Result<std::vector<datasource::BlockFacts>> blocks(std::stop_token) override {
        return listOf(m_db.blocks(), blockFacts);
    }
    Result<datasource::WalReplay> walReplay(std::stop_token) override { return m_own.walReplay; }
    Result<std::vector<datasource::SleepSpan>> sleeps(model::TimeRange range, std::stop_token) override {
        return m_own.sleeps(range);
    }
    Result<std::vector<datasource::StorageDamage>> storageDamages(std::stop_token) override {
        return listOf(m_db.damages(), storageDamage);
    }

    Result<datasource::RuleGroups> rules(const datasource::RulesQuery& query, std::stop_token) override {
        return listRules(m_alerting.groups(), query);
    }
    Result<std::vector<datasource::Alert>> alerts(std::stop_token) override { return listAlerts(m_alerting.groups()); }
    Result<datasource::Alertmanagers> alertmanagers(std::stop_token) override { return m_alerting.alertmanagers(); }

    datasource::AlertmanagerSource& alertmanager() override {
        return m_own.alertmanager != nullptr ? *m_own.alertmanager : DataSource::alertmanager();
    }

    Result<void> deleteSeries(const datasource::Deletion& deletion, std::stop_token) override {
        const auto selectors = HEARTH_TRY(parseSelectors(deletion.selectors));
        return m_db.deleteSeries(
            {deletion.start.value_or(model::kMinTimestamp), deletion.end.value_or(model::kMaxTimestamp)}, selectors);
    }
    Result<void> cleanTombstones(std::stop_token) override { return m_db.cleanTombstones(); }
    Result<std::string> snapshot(bool withHead, std::stop_token) override { return m_db.snapshot(withHead); }

    Result<void> reload(std::stop_token) override { return m_own.reload(); }

  private:
    promql::Engine& m_query;
    tsdb::Db& m_db;
    scrape::ScrapePools& m_pools;
    Alerting& m_alerting;
    const Clock& m_clock;
    const OwnStatus m_own;
};

} // namespace

std::unique_ptr<datasource::DataSource> makeLocalDataSource(promql::Engine& query, tsdb::Db& db,
                                                            scrape::ScrapePools& pools, Alerting& alerting,
                                                            const Clock& clock, OwnStatus own) {
    return std::make_unique<LocalDataSource>(query, db, pools, alerting, clock, std::move(own));
}

} // namespace hearth::engine
