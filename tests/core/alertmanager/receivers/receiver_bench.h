// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <deque>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "alertmanager/receivers/notification_templates.h"
#include "base/file_system.h"
#include "config/alertmanager.h"
#include "http/transport.h"
#include "support/fake_clock.h"

namespace hearth::tests {

/// A network where everything arrives, and answers are what the test has laid out: 200 `ok` where nothing is.
/// Threads: confined to the test's thread.
class NotedNetwork final : public http::Transport {
  public:
    std::vector<http::ClientRequest> requests;
    std::vector<http::MailRequest> mails;
    std::deque<Result<http::ClientResponse>> answers;
    std::optional<http::MailOutcome> mailOutcome;

    void answer(int status, std::string body, std::string contentType = "text/plain") {
        http::ClientResponse response;
        response.status = status;
        response.reason = status == 200 ? "OK" : "Bad";
        response.headers = {{"Content-Type", std::move(contentType)}};
        response.body = std::move(body);
        answers.emplace_back(std::move(response));
    }

    RequestId start(http::ClientRequest request, Done done) override {
        requests.push_back(std::move(request));
        m_waiting.push_back([this, tell = std::move(done)]() mutable {
            if (answers.empty()) {
                answer(200, "ok");
            }
            auto next = std::move(answers.front());
            answers.pop_front();
            tell(std::move(next));
        });
        return ++m_last;
    }
    RequestId startMail(http::MailRequest mail, http::MailDone done) override {
        mails.push_back(std::move(mail));
        m_waiting.push_back([this, tell = std::move(done)]() mutable {
            http::MailOutcome taken;
            taken.stage = http::MailStage::kAccepted;
            taken.reply = "250 2.0.0 queued";
            tell(mailOutcome ? *mailOutcome : std::move(taken));
        });
        return ++m_last;
    }
    void cancel(RequestId /*request*/) override { ++canceled; }
    void poll(MonotonicTime /*deadline*/) override {
        runPosted();
        while (!m_waiting.empty()) {
            auto next = std::move(m_waiting.front());
            m_waiting.pop_front();
            next();
        }
    }
    void wake() override {}

    int canceled = 0;

  private:
    RequestId m_last = 0;
    std::deque<std::move_only_function<void()>> m_waiting;
};

/// Reads entries of receivers as a configuration file has them, and sends notifications through them.
class ReceiverBench {
  public:
    explicit ReceiverBench(std::vector<std::string> templateFiles = {})
        : m_templates(
              *alertmanager::NotificationTemplates::load(templateFiles, clock, files, "http://am.example:9093")) {}

    FakeClock clock;
    PosixFileSystem files;
    NotedNetwork network;
    bool allowCommands = false;
    alertmanager::ShowOnDesktop showOnDesktop;

    /// `receiver` is what stands under a receiver's name, and `global` what stands under `global`.
    static Result<alertmanager::Options> read(const std::string& receiver, const std::string& global = "{}") {
        const auto text = "route: {receiver: r}\nglobal: " + global + "\nreceivers:\n- name: r\n" + indented(receiver);
        PosixFileSystem disk;
        return config::parseAlertmanager(text, "am.yml", config::machineDialect(disk));
    }

    /// Two alerts that fire and one that is over, of a group by `alertname` and `job`.
    static alertmanager::Notification notification() {
        alertmanager::Notification message;
        message.groupKey = R"({}/{team="x"}:{alertname="DiskFull", job="node"})";
        message.receiver = "on-call";
        message.reason = "first notification";
        message.groupLabels = {{"alertname", "DiskFull"}, {"job", "node"}};
        message.now = 1'700'000'000'000;
        message.alerts = {alert("db-1", 1'699'999'000'000, 0), alert("db-2", 1'699'999'500'250, 0),
                          alert("web-1", 1'699'990'000'000, 1'699'999'999'000)};
        return message;
    }

    static alertmanager::AlertPtr alert(std::string_view instance, model::TimestampMs startsAt,
                                        model::TimestampMs endsAt) {
        alertmanager::Alert out;
        out.labels = {{"alertname", "DiskFull"}, {"instance", instance}, {"job", "node"}, {"severity", "critical"}};
        out.annotations = {{"summary", "Disk of \"" + std::string(instance) + "\" <b>full</b> & slow"},
                           {"runbook", "https://wiki/läuft?a=1&b=2"}};
        out.generatorUrl = "http://prom:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1";
        out.startsAt = startsAt;
        out.endsAt = endsAt;
        out.fingerprint = alertmanager::fingerprintOf(out.labels);
        return std::make_shared<const alertmanager::Alert>(std::move(out));
    }

    /// Sends over the first integration of the receiver.
    alertmanager::Outcome send(const std::string& receiver, const alertmanager::Notification& message = notification(),
                               const std::string& global = "{}") {
        auto options = read(receiver, global);
        if (!options) {
            return {.kind = alertmanager::Outcome::Kind::kFailed, .error = options.error().message()};
        }
        const alertmanager::IntegrationTools tools{network,         files, clock,         *m_templates,
                                                   seededRandom(1), Log(), allowCommands, showOnDesktop};
        const auto integration = options->receivers.at(0).integrations.at(0)->build(tools);
        std::optional<alertmanager::Outcome> outcome;
        integration->send(std::make_shared<const alertmanager::Notification>(message),
                          clock.monotonic() + std::chrono::seconds(60),
                          [&outcome](alertmanager::Outcome ended) { outcome = std::move(ended); });
        network.poll(clock.monotonic());
        return outcome.value_or(alertmanager::Outcome{.kind = alertmanager::Outcome::Kind::kFailed, .error = "no end"});
    }

    /// The body of the last request.
    nlohmann::json body() const {
        return network.requests.empty() ? nlohmann::json()
                                        : nlohmann::json::parse(network.requests.back().body, nullptr, false);
    }
    std::string header(std::string_view name) const {
        return std::string(http::headerValue(network.requests.back().headers, name));
    }

    const alertmanager::NotificationTemplates& templates() const { return *m_templates; }

  private:
    static std::string indented(const std::string& text) {
        std::string out = "  ";
        for (const char c : text) {
            out += c;
            out += c == '\n' ? "  " : "";
        }
        return out + "\n";
    }

    std::shared_ptr<const alertmanager::NotificationTemplates> m_templates;
};

template <class T>
QString shown(const T& value) {
    if constexpr (std::is_same_v<T, nlohmann::json>) {
        return QString::fromStdString(value.dump(1));
    } else {
        const std::string_view text(value);
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
}

} // namespace hearth::tests
