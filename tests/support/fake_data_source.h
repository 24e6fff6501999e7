// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "datasource/data_source.h"

namespace hearth::tests {

/// A DataSource whose answers a test sets, and which writes down what it was asked, one line a call.
/// Threads: set the answers before the first call; calls are thread-safe.
class FakeDataSource final : public datasource::DataSource {
  public:
    Result<model::QueryAnswer> queryAnswer;
    Result<model::QueryAnswer> rangeAnswer;
    Result<datasource::Listing<model::Labels>> seriesAnswer;
    Result<datasource::Listing<std::string>> namesAnswer;
    Result<datasource::Listing<std::string>> valuesAnswer;
    Result<std::vector<datasource::MetricMetadata>> metadataAnswer;
    Result<datasource::Targets> targetsAnswer;
    Result<std::vector<std::string>> poolsAnswer;
    Result<std::string> configAnswer;
    Result<datasource::Facts> flagsAnswer;
    Result<datasource::BuildFacts> buildAnswer;
    Result<datasource::RuntimeFacts> runtimeAnswer;
    Result<datasource::TsdbStatus> tsdbAnswer;
    Result<std::vector<datasource::SeriesExemplars>> exemplarsAnswer;
    Result<std::vector<datasource::BlockFacts>> blocksAnswer;
    Result<datasource::WalReplay> walReplayAnswer;
    Result<std::vector<datasource::SleepSpan>> sleepsAnswer;
    Result<std::vector<datasource::StorageDamage>> damagesAnswer;
    Result<datasource::RuleGroups> rulesAnswer;
    Result<std::vector<datasource::Alert>> alertsAnswer;
    Result<datasource::Alertmanagers> alertmanagersAnswer;
    Result<void> deleteAnswer;
    Result<void> cleanAnswer;
    Result<std::string> snapshotAnswer;
    Result<void> reloadAnswer;

    /// What was asked since the last take.
    std::vector<std::string> takeAsked() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_asked, {});
    }

    Result<model::QueryAnswer> query(const datasource::InstantQuery& query, std::stop_token) override {
        note(fmt::format("query {} time={} {}", query.expression, say(query.time), options(query)));
        return queryAnswer;
    }
    Result<model::QueryAnswer> queryRange(const datasource::RangeQuery& query, std::stop_token) override {
        note(fmt::format("range {} {}..{} step={} {}", query.expression, query.range.begin, query.range.end, query.step,
                         options(query)));
        return rangeAnswer;
    }
    Result<datasource::Listing<model::Labels>> series(const datasource::SeriesQuery& query, std::stop_token) override {
        note("series " + say(query));
        return seriesAnswer;
    }
    Result<datasource::Listing<std::string>> labelNames(const datasource::SeriesQuery& query,
                                                        std::stop_token) override {
        note("names " + say(query));
        return namesAnswer;
    }
    Result<datasource::Listing<std::string>> labelValues(const std::string& name, const datasource::SeriesQuery& query,
                                                         std::stop_token) override {
        note(fmt::format("values of {} {}", name, say(query)));
        return valuesAnswer;
    }
    Result<std::vector<datasource::MetricMetadata>> metadata(const std::string& metric, std::stop_token) override {
        note("metadata " + metric);
        return metadataAnswer;
    }
    Result<datasource::Targets> targets(datasource::TargetState state, const std::string& pool,
                                        std::stop_token) override {
        note(fmt::format("targets {} {}", datasource::targetStateText(state), pool));
        return targetsAnswer;
    }
    Result<std::vector<std::string>> scrapePools(std::stop_token) override { return noted("pools", poolsAnswer); }
    Result<std::string> configYaml(std::stop_token) override { return noted("config", configAnswer); }
    Result<datasource::Facts> flags(std::stop_token) override { return noted("flags", flagsAnswer); }
    Result<datasource::BuildFacts> buildFacts(std::stop_token) override { return noted("build", buildAnswer); }
    Result<datasource::RuntimeFacts> runtimeFacts(std::stop_token) override { return noted("runtime", runtimeAnswer); }
    Result<datasource::TsdbStatus> tsdbStatus(std::size_t limit, std::stop_token) override {
        note(fmt::format("tsdb {}", limit));
        return tsdbAnswer;
    }
    Result<std::vector<datasource::SeriesExemplars>> exemplars(const datasource::ExemplarQuery& query,
                                                               std::stop_token) override {
        note(fmt::format("exemplars {} {}..{}", query.expression, say(query.start), say(query.end)));
        return exemplarsAnswer;
    }
    Result<std::vector<datasource::BlockFacts>> blocks(std::stop_token) override {
        return noted("blocks", blocksAnswer);
    }
    Result<datasource::WalReplay> walReplay(std::stop_token) override { return noted("replay", walReplayAnswer); }
    Result<std::vector<datasource::SleepSpan>> sleeps(model::TimeRange range, std::stop_token) override {
        note(fmt::format("sleeps {}..{}", range.begin, range.end));
        return sleepsAnswer;
    }
    /// Not written down: the status of the storage is asked for together with it.
    Result<std::vector<datasource::StorageDamage>> storageDamages(std::stop_token) override { return damagesAnswer; }
    Result<datasource::RuleGroups> rules(const datasource::RulesQuery& query, std::stop_token) override {
        note(fmt::format("rules type={} names=[{}] groups=[{}] files=[{}] [{}] alerts={} limit={} from={}",
                         query.type ? datasource::ruleTypeText(*query.type) : "-", fmt::join(query.ruleNames, "|"),
                         fmt::join(query.groups, "|"), fmt::join(query.files, "|"), fmt::join(query.selectors, " | "),
                         query.withAlerts, query.groupLimit, query.nextToken));
        return rulesAnswer;
    }
    Result<std::vector<datasource::Alert>> alerts(std::stop_token) override { return noted("alerts", alertsAnswer); }
    Result<datasource::Alertmanagers> alertmanagers(std::stop_token) override {
        return noted("alertmanagers", alertmanagersAnswer);
    }
    Result<void> deleteSeries(const datasource::Deletion& deletion, std::stop_token) override {
        note(fmt::format("delete [{}] {}..{}", fmt::join(deletion.selectors, " | "), say(deletion.start),
                         say(deletion.end)));
        return deleteAnswer;
    }
    Result<void> cleanTombstones(std::stop_token) override { return noted("clean", cleanAnswer); }
    Result<std::string> snapshot(bool withHead, std::stop_token) override {
        note(fmt::format("snapshot head={}", withHead));
        return snapshotAnswer;
    }
    Result<void> reload(std::stop_token) override { return noted("reload", reloadAnswer); }

  private:
    static std::string say(const std::optional<std::int64_t>& number) {
        return number ? std::to_string(*number) : std::string("-");
    }
    static std::string say(const datasource::SeriesQuery& query) {
        return fmt::format("[{}] {}..{} limit={}", fmt::join(query.selectors, " | "), say(query.start), say(query.end),
                           query.limit);
    }
    template <class Query>
    static std::string options(const Query& query) {
        return fmt::format("timeout={} lookback={} limit={} stats={}", say(query.timeout), say(query.lookback),
                           query.limit, query.stats);
    }
    void note(std::string line) {
        const std::lock_guard lock(m_mutex);
        m_asked.push_back(std::move(line));
    }
    template <class T>
    Result<T> noted(const char* line, const Result<T>& answer) {
        note(line);
        return answer;
    }

    std::mutex m_mutex;
    std::vector<std::string> m_asked; // guarded by m_mutex
};

} // namespace hearth::tests
