// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "datasource/alertmanager_source.h"
#include "datasource/rule_types.h"
#include "datasource/storage_types.h"
#include "datasource/types.h"

namespace hearth::datasource {

/// The one interface that people's tools see: the engine in this process, or any Prometheus-compatible server.
/// Calls block until the answer is there; a requested `stop` ends them early with kCanceled.
/// Errors: kInvalidArgument (a bad query, with the range in it), kTimeout, kCanceled, kUnavailable (server out of reach
/// or not ready), kUnsupported (this server has no such endpoint), kInternal.
/// Threads: thread-safe.
class DataSource {
  public:
    virtual ~DataSource() = default;

    virtual Result<model::QueryAnswer> query(const InstantQuery& query, std::stop_token stop) = 0;
    virtual Result<model::QueryAnswer> queryRange(const RangeQuery& query, std::stop_token stop) = 0;

    virtual Result<Listing<model::Labels>> series(const SeriesQuery& query, std::stop_token stop) = 0;
    virtual Result<Listing<std::string>> labelNames(const SeriesQuery& query, std::stop_token stop) = 0;
    virtual Result<Listing<std::string>> labelValues(const std::string& name, const SeriesQuery& query,
                                                     std::stop_token stop) = 0;
    /// Of one metric, or of all where `metric` is empty; sorted by metric. A metric may have several.
    virtual Result<std::vector<MetricMetadata>> metadata(const std::string& metric, std::stop_token stop) = 0;

    virtual Result<Targets> targets(TargetState state, const std::string& pool, std::stop_token stop) = 0;
    virtual Result<std::vector<std::string>> scrapePools(std::stop_token stop) = 0;

    /// The loaded configuration as YAML, secrets masked.
    virtual Result<std::string> configYaml(std::stop_token stop) = 0;
    virtual Result<Facts> flags(std::stop_token stop) = 0;
    virtual Result<BuildFacts> buildFacts(std::stop_token stop) = 0;
    virtual Result<RuntimeFacts> runtimeFacts(std::stop_token stop) = 0;
    virtual Result<TsdbStatus> tsdbStatus(std::size_t limit, std::stop_token stop) = 0;

    // The storage beneath. A source that has none, or does not show it, answers kUnsupported.
    virtual Result<std::vector<SeriesExemplars>> exemplars(const ExemplarQuery& /*query*/, std::stop_token /*stop*/) {
        return notHere("exemplars");
    }
    /// By time.
    virtual Result<std::vector<BlockFacts>> blocks(std::stop_token /*stop*/) { return notHere("list of blocks"); }
    /// Answered while the server starts, too.
    virtual Result<WalReplay> walReplay(std::stop_token /*stop*/) { return notHere("write-ahead log to show"); }
    virtual Result<std::vector<StorageDamage>> storageDamages(std::stop_token /*stop*/) {
        return notHere("list of damages");
    }

    /// When the server's machine was suspended, as far as it overlaps the range; by time. Hearth alone has it.
    virtual Result<std::vector<SleepSpan>> sleeps(model::TimeRange /*range*/, std::stop_token /*stop*/) {
        return notHere("record of suspensions");
    }

    // Rules and their alerts.
    /// kInvalidArgument for a bad selector, and for a token that leads nowhere.
    virtual Result<RuleGroups> rules(const RulesQuery& /*query*/, std::stop_token /*stop*/) { return notHere("rules"); }
    /// Those that are pending or firing, of all rules.
    virtual Result<std::vector<Alert>> alerts(std::stop_token /*stop*/) { return notHere("alerts"); }
    /// Where this server sends its alerts to.
    virtual Result<Alertmanagers> alertmanagers(std::stop_token /*stop*/) { return notHere("list of Alertmanagers"); }

    /// What becomes of alerts. The reference is good as long as the data source; where there is no Alertmanager its
    /// answers are kUnsupported.
    virtual AlertmanagerSource& alertmanager() { return m_noAlertmanager; }

    // Administration; kUnavailable where the server does not allow it.
    virtual Result<void> deleteSeries(const Deletion& /*deletion*/, std::stop_token /*stop*/) {
        return notHere("way to delete series");
    }
    virtual Result<void> cleanTombstones(std::stop_token /*stop*/) { return notHere("way to clean tombstones"); }
    /// Copies the database, with what is not in a block yet where wanted; returns the copy's name.
    virtual Result<std::string> snapshot(bool /*withHead*/, std::stop_token /*stop*/) {
        return notHere("way to take snapshots");
    }

    /// Loads the configuration files again: all or nothing.
    virtual Result<void> reload(std::stop_token stop) = 0;

  protected:
    static std::unexpected<Error> notHere(std::string_view what) {
        return fail(ErrorCode::kUnsupported, "this source has no " + std::string(what));
    }

  private:
    AlertmanagerSource m_noAlertmanager;
};

} // namespace hearth::datasource
