// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/thread_pool.h"
#include "datasource/data_source.h"
#include "instrument/registry.h"
#include "promql/engine.h"
#include "storage/storage.h"

namespace hearth::backtest {

/// Answers queries over a storage; of all else it has nothing. Threads: thread-safe.
class QuerySource : public datasource::DataSource {
  public:
    /// `storage` outlives it. `interval`: the step of subqueries that state none.
    QuerySource(storage::Queryable& storage, model::DurationMs interval)
        : m_engine({.defaultSubqueryStep = interval,
                    .experimentalFunctions = true,
                    .extendedRangeSelectors = true,
                    .binopFillModifiers = true},
                   storage, m_workers, m_clock, m_registry) {}

    Result<model::QueryAnswer> query(const datasource::InstantQuery& query, std::stop_token stop) override {
        return m_engine.instant(query.expression, query.time.value_or(0), {query.lookback, query.timeout}, stop);
    }
    Result<model::QueryAnswer> queryRange(const datasource::RangeQuery& query, std::stop_token stop) override {
        return m_engine.range(query.expression, query.range, query.step, {query.lookback, query.timeout}, stop);
    }
    Result<datasource::Listing<model::Labels>> series(const datasource::SeriesQuery&, std::stop_token) override {
        return notHere("series to list");
    }
    Result<datasource::Listing<std::string>> labelNames(const datasource::SeriesQuery&, std::stop_token) override {
        return notHere("label names");
    }
    Result<datasource::Listing<std::string>> labelValues(const std::string&, const datasource::SeriesQuery&,
                                                         std::stop_token) override {
        return notHere("label values");
    }
    Result<std::vector<datasource::MetricMetadata>> metadata(const std::string&, std::stop_token) override {
        return notHere("metadata");
    }
    Result<datasource::Targets> targets(datasource::TargetState, const std::string&, std::stop_token) override {
        return notHere("targets");
    }
    Result<std::vector<std::string>> scrapePools(std::stop_token) override { return notHere("scrape pools"); }
    Result<std::string> configYaml(std::stop_token) override { return notHere("configuration"); }
    Result<datasource::Facts> flags(std::stop_token) override { return notHere("flags"); }
    Result<datasource::BuildFacts> buildFacts(std::stop_token) override { return notHere("build facts"); }
    Result<datasource::RuntimeFacts> runtimeFacts(std::stop_token) override { return notHere("runtime facts"); }
    Result<datasource::TsdbStatus> tsdbStatus(std::size_t, std::stop_token) override { return notHere("database"); }
    Result<void> reload(std::stop_token) override { return notHere("configuration"); }

  private:
    SystemClock m_clock;
    instrument::Registry m_registry;
    ThreadPool m_workers{"query", 1, 16};
    promql::Engine m_engine;
};

} // namespace hearth::backtest
