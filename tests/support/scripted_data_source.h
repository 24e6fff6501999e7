// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "datasource/data_source.h"

namespace hearth::tests {

/// A DataSource made of functions: a test sets those it needs, the others answer kUnsupported.
/// Threads: set the functions before the first call; they run on the callers' threads.
class ScriptedDataSource : public datasource::DataSource {
  public:
    template <class T, class... Arguments>
    using Answer = std::function<Result<T>(Arguments..., std::stop_token)>;
    using Strings = datasource::Listing<std::string>;

    Answer<model::QueryAnswer, const datasource::InstantQuery&> onQuery;
    Answer<model::QueryAnswer, const datasource::RangeQuery&> onQueryRange;
    Answer<datasource::Listing<model::Labels>, const datasource::SeriesQuery&> onSeries;
    Answer<Strings, const datasource::SeriesQuery&> onLabelNames;
    Answer<Strings, const std::string&, const datasource::SeriesQuery&> onLabelValues;
    Answer<std::vector<datasource::MetricMetadata>, const std::string&> onMetadata;
    Answer<datasource::Targets, datasource::TargetState> onTargets;
    Answer<datasource::BuildFacts> onBuildFacts;
    Answer<datasource::RuntimeFacts> onRuntimeFacts;
    Answer<datasource::TsdbStatus, std::size_t> onTsdbStatus;
    Answer<std::vector<datasource::BlockFacts>> onBlocks;
    Answer<std::vector<datasource::StorageDamage>> onStorageDamages;

    Result<model::QueryAnswer> query(const datasource::InstantQuery& query, std::stop_token stop) override {
        return answer(onQuery, stop, query);
    }
    Result<model::QueryAnswer> queryRange(const datasource::RangeQuery& query, std::stop_token stop) override {
        return answer(onQueryRange, stop, query);
    }
    Result<datasource::Listing<model::Labels>> series(const datasource::SeriesQuery& query,
                                                      std::stop_token stop) override {
        return answer(onSeries, stop, query);
    }
    Result<Strings> labelNames(const datasource::SeriesQuery& query, std::stop_token stop) override {
        return answer(onLabelNames, stop, query);
    }
    Result<Strings> labelValues(const std::string& name, const datasource::SeriesQuery& query,
                                std::stop_token stop) override {
        return answer(onLabelValues, stop, name, query);
    }
    Result<std::vector<datasource::MetricMetadata>> metadata(const std::string& metric, std::stop_token stop) override {
        return answer(onMetadata, stop, metric);
    }
    Result<datasource::Targets> targets(datasource::TargetState state, const std::string&,
                                        std::stop_token stop) override {
        return answer(onTargets, stop, state);
    }
    Result<std::vector<std::string>> scrapePools(std::stop_token) override { return unsupported(); }
    Result<std::string> configYaml(std::stop_token) override { return unsupported(); }
    Result<datasource::Facts> flags(std::stop_token) override { return unsupported(); }
    Result<datasource::BuildFacts> buildFacts(std::stop_token stop) override { return answer(onBuildFacts, stop); }
    Result<datasource::RuntimeFacts> runtimeFacts(std::stop_token stop) override {
        return answer(onRuntimeFacts, stop);
    }
    Result<datasource::TsdbStatus> tsdbStatus(std::size_t limit, std::stop_token stop) override {
        return answer(onTsdbStatus, stop, limit);
    }
    Result<std::vector<datasource::BlockFacts>> blocks(std::stop_token stop) override { return answer(onBlocks, stop); }
    Result<std::vector<datasource::StorageDamage>> storageDamages(std::stop_token stop) override {
        return answer(onStorageDamages, stop);
    }
    Result<void> reload(std::stop_token) override { return unsupported(); }

  private:
    static std::unexpected<Error> unsupported() {
        return fail(ErrorCode::kUnsupported, "this server has no such endpoint");
    }
    template <class Function, class... Arguments>
    static auto answer(const Function& function, const std::stop_token& stop, Arguments&&... arguments)
        -> decltype(function(std::forward<Arguments>(arguments)..., stop)) {
        if (!function) {
            return unsupported();
        }
        return function(std::forward<Arguments>(arguments)..., stop);
    }
};

} // namespace hearth::tests
