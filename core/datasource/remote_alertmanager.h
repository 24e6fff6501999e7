// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "datasource/alertmanager_source.h"
#include "datasource/remote_options.h"
#include "datasource/transport_pool.h"

namespace hearth::datasource {

/// Asks an Alertmanager over its API v2. Errors are the server's, mapped back: 400 and 422 are kInvalidArgument, 404 is
/// kNotFound for a silence and kUnsupported for a path it does not have, 500 is kInternal.
/// Threads: thread-safe.
class RemoteAlertmanager final : public AlertmanagerSource {
  public:
    /// Over the real network; RemoteOptions::url is the Alertmanager's, with any prefix in its path.
    /// kInvalidArgument for what is not an http or https URL; it is not asked yet.
    static Result<std::unique_ptr<AlertmanagerSource>> create(RemoteOptions options);
    /// `clock` must outlive the object.
    RemoteAlertmanager(RemoteOptions options, TransportPool::Make makeTransport, const Clock& clock);

    Result<AlertmanagerStatus> status(std::stop_token stop) override;
    Result<std::vector<AlertReceiver>> receivers(const std::vector<std::string>& matchers,
                                                 std::stop_token stop) override;
    Result<std::vector<ReceivedAlert>> alerts(const ReceivedAlertsQuery& query, std::stop_token stop) override;
    Result<std::vector<AlertGroup>> groups(const ReceivedAlertsQuery& query, std::stop_token stop) override;
    Result<void> post(const std::vector<PostedAlert>& alerts, std::stop_token stop) override;
    Result<std::vector<Silence>> silences(const SilencesQuery& query, std::stop_token stop) override;
    Result<Silence> silence(const std::string& id, std::stop_token stop) override;
    Result<std::string> setSilence(const Silence& silence, std::stop_token stop) override;
    Result<void> expireSilence(const std::string& id, std::stop_token stop) override;
    Result<std::vector<TraceEvent>> trace(const std::string& fingerprint, model::TimeRange range,
                                          std::stop_token stop) override;
    Result<std::vector<AlertTransition>> history(const AlertHistoryQuery& query, std::stop_token stop) override;
    Result<std::vector<LastDelivery>> lastDeliveries(std::stop_token stop) override;
    Result<ReceiverTest> testReceiver(const ReceiverTestQuery& query, std::stop_token stop) override;
    Result<void> reload(std::stop_token stop) override;

  private:
    Result<std::string> get(const std::string& path, const http::Parameters& parameters, std::stop_token stop);
    Result<std::string> send(const char* method, const std::string& path, std::string json, std::stop_token stop);
    Result<std::string> exchange(http::ClientRequest request, std::stop_token stop);

    const RemoteOptions m_options;
    const Clock& m_clock;
    TransportPool m_transports;
};

} // namespace hearth::datasource
