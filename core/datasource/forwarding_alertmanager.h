// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "datasource/alertmanager_source.h"

namespace hearth::datasource {

/// Hands every question on to the source that there is at that moment.
/// Threads: thread-safe where `lend` is.
class ForwardingAlertmanager final : public AlertmanagerSource {
  public:
    using Ask = std::function<void(AlertmanagerSource&)>;
    /// Calls `ask` with a source that stays good until it returns, or says why there is none.
    using Lend = std::function<Result<void>(const Ask& ask, std::stop_token stop)>;

    explicit ForwardingAlertmanager(Lend lend)
        : m_lend(std::move(lend)) {}

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
    template <class Question>
    auto forward(Question question, const std::stop_token& stop)
        -> decltype(question(std::declval<AlertmanagerSource&>()));

    const Lend m_lend;
};

} // namespace hearth::datasource
