// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "datasource/alertmanager_source.h"

namespace hearth::tests {

/// An AlertmanagerSource whose answers a test sets, and which writes down what it was asked, one line a call.
/// Threads: set the answers before the first call; calls are thread-safe.
class FakeAlertmanager final : public datasource::AlertmanagerSource {
  public:
    Result<datasource::AlertmanagerStatus> statusAnswer;
    Result<std::vector<datasource::AlertReceiver>> receiversAnswer;
    Result<std::vector<datasource::ReceivedAlert>> alertsAnswer;
    Result<std::vector<datasource::AlertGroup>> groupsAnswer;
    Result<void> postAnswer;
    Result<std::vector<datasource::Silence>> silencesAnswer;
    Result<datasource::Silence> silenceAnswer;
    Result<std::string> setAnswer;
    Result<void> expireAnswer;
    Result<std::vector<datasource::TraceEvent>> traceAnswer;
    Result<std::vector<datasource::AlertTransition>> historyAnswer;
    Result<std::vector<datasource::LastDelivery>> deliveriesAnswer;
    Result<datasource::ReceiverTest> testAnswer;
    Result<void> reloadAnswer;

    /// What was asked since the last take.
    std::vector<std::string> takeAsked() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_asked, {});
    }

    Result<datasource::AlertmanagerStatus> status(std::stop_token) override { return noted("status", statusAnswer); }
    Result<std::vector<datasource::AlertReceiver>> receivers(const std::vector<std::string>& matchers,
                                                             std::stop_token) override {
        return noted(fmt::format("receivers [{}]", fmt::join(matchers, "|")), receiversAnswer);
    }
    Result<std::vector<datasource::ReceivedAlert>> alerts(const datasource::ReceivedAlertsQuery& query,
                                                          std::stop_token) override {
        return noted("alerts " + say(query), alertsAnswer);
    }
    Result<std::vector<datasource::AlertGroup>> groups(const datasource::ReceivedAlertsQuery& query,
                                                       std::stop_token) override {
        return noted(fmt::format("groups {} muted={}", say(query), query.muted), groupsAnswer);
    }
    Result<void> post(const std::vector<datasource::PostedAlert>& alerts, std::stop_token) override {
        std::string line = "post";
        for (const auto& alert : alerts) {
            line += fmt::format(" {} [{}] {}..{} {}", alert.labels.toString(), say(alert.annotations),
                                alert.startsAt.value_or(-1), alert.endsAt.value_or(-1), alert.generatorUrl);
        }
        return noted(std::move(line), postAnswer);
    }
    Result<std::vector<datasource::Silence>> silences(const datasource::SilencesQuery& query,
                                                      std::stop_token) override {
        return noted(fmt::format("silences [{}] {} {} {}", fmt::join(query.filter, "|"), query.active, query.pending,
                                 query.expired),
                     silencesAnswer);
    }
    Result<datasource::Silence> silence(const std::string& id, std::stop_token) override {
        return noted("silence " + id, silenceAnswer);
    }
    Result<std::string> setSilence(const datasource::Silence& silence, std::stop_token) override {
        std::string line = fmt::format("set {} {}..{} {} {} [{}]", silence.id, silence.startsAt, silence.endsAt,
                                       silence.createdBy, silence.comment, say(silence.annotations));
        for (const auto& matcher : silence.matchers) {
            line += " " + matcher.toString();
        }
        return noted(std::move(line), setAnswer);
    }
    Result<void> expireSilence(const std::string& id, std::stop_token) override {
        return noted("expire " + id, expireAnswer);
    }
    Result<std::vector<datasource::TraceEvent>> trace(const std::string& fingerprint, model::TimeRange range,
                                                      std::stop_token) override {
        return noted(fmt::format("trace {} {}..{}", fingerprint, range.begin, range.end), traceAnswer);
    }
    Result<std::vector<datasource::AlertTransition>> history(const datasource::AlertHistoryQuery& query,
                                                             std::stop_token) override {
        return noted(fmt::format("history {} [{}] {}..{} limit={}", query.fingerprint, fmt::join(query.filter, "|"),
                                 query.start.value_or(-1), query.end.value_or(-1), query.limit),
                     historyAnswer);
    }
    Result<std::vector<datasource::LastDelivery>> lastDeliveries(std::stop_token) override {
        return noted("deliveries", deliveriesAnswer);
    }
    Result<datasource::ReceiverTest> testReceiver(const datasource::ReceiverTestQuery& query,
                                                  std::stop_token) override {
        return noted(fmt::format("test {} {}", query.receiver, query.integration), testAnswer);
    }
    Result<void> reload(std::stop_token) override { return noted("reload", reloadAnswer); }

  private:
    static std::string say(const datasource::ReceivedAlertsQuery& query) {
        return fmt::format("[{}] {} {} {} receiver={} [{}]", fmt::join(query.filter, "|"), query.active, query.silenced,
                           query.inhibited, query.receiver, fmt::join(query.receiverMatchers, "|"));
    }
    static std::string say(const std::map<std::string, std::string>& texts) {
        std::string out;
        for (const auto& [name, value] : texts) {
            out += fmt::format("{}={} ", name, value);
        }
        return out;
    }
    template <class T>
    Result<T> noted(std::string line, const Result<T>& answer) {
        const std::lock_guard lock(m_mutex);
        m_asked.push_back(std::move(line));
        return answer;
    }

    std::mutex m_mutex;
    std::vector<std::string> m_asked; // guarded by m_mutex
};

} // namespace hearth::tests
