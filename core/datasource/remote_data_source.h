// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "datasource/data_source.h"
#include "datasource/forwarding_alertmanager.h"
#include "datasource/remote_options.h"
#include "http/transport.h"

namespace hearth::datasource {

/// Asks a Prometheus-compatible server over its HTTP API. Errors are the server's, mapped back: what was `bad_data`
/// there is kInvalidArgument here, with the position in the query where the message states one; `execution` (ambiguous
/// matches, too many samples) is kInternal; 404 is kUnsupported; a server that cannot be reached is kUnavailable.
/// Native histograms are left out of answers, with a warning.
/// Threads: thread-safe; each call under way has a transport of its own, idle ones are kept with their connections.
class RemoteDataSource final : public DataSource {
  public:
    using MakeTransport = std::function<std::unique_ptr<http::Transport>()>;

    /// Over the real network. kInvalidArgument for what is not an http or https URL; the server is not asked yet.
    static Result<std::unique_ptr<DataSource>> create(RemoteOptions options);
    /// Over the transports that `makeTransport` (called from any thread) yields. `clock` must outlive the object.
    RemoteDataSource(RemoteOptions options, MakeTransport makeTransport, const Clock& clock);
    ~RemoteDataSource() override;

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
    Result<void> deleteSeries(const Deletion& deletion, std::stop_token stop) override;
    Result<void> cleanTombstones(std::stop_token stop) override;
    Result<std::string> snapshot(bool withHead, std::stop_token stop) override;
    Result<void> reload(std::stop_token stop) override;
    /// The one at RemoteOptions::alertmanagerUrl, or the first to which the server sends its alerts; a loopback host in
    /// what the server names is taken for the server's own.
    AlertmanagerSource& alertmanager() override { return m_alertmanager; }

  private:
    class Connections;

    Result<std::string> get(const std::string& path, const http::Parameters& parameters, std::stop_token stop);
    Result<std::string> post(const std::string& path, const http::Parameters& form, const std::string& expression,
                             std::stop_token stop);
    /// For endpoints that answer 200 or 204 and must not be asked by GET.
    Result<std::string> change(const std::string& path, const http::Parameters& form, std::stop_token stop);
    Result<std::string> alertmanagerUrl(std::stop_token stop);
    Result<void> lendAlertmanager(const ForwardingAlertmanager::Ask& ask, std::stop_token stop);
    Result<http::ClientResponse> send(http::ClientRequest request, std::stop_token stop);

    const RemoteOptions m_options;
    const std::unique_ptr<Connections> m_connections;
    std::atomic<bool> m_keepsNoSleeps{false}; ///< This server has no record of suspensions.
    mutable std::mutex m_mutex;
    std::shared_ptr<AlertmanagerSource> m_named; ///< Once its URL is known. Guarded by m_mutex.
    ForwardingAlertmanager m_alertmanager{[this](const ForwardingAlertmanager::Ask& ask, std::stop_token stop) {
        return lendAlertmanager(ask, std::move(stop));
    }};
};

} // namespace hearth::datasource
