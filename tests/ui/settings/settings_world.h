// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>
#include <atomic>
#include <chrono>
#include <fmt/format.h>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "base/file_system.h"
#include "engine/notification_file.h"
#include "engine/private_file.h"
#include "support/scripted_data_source.h"

namespace hearth::tests {

/// An Alertmanager with a file in a folder of its own: what is saved there is what it says that it runs.
/// Threads: thread-safe once set up.
class SettingsWorld final : public ScriptedDataSource {
  public:
    static constexpr const char* kFile = R"(# Kept by hand.
global:
  smtp_from: hearth@example.org
route:
  receiver: mail
  group_by: [alertname]
  routes:
    - matchers: [severity="critical"]
      receiver: phone
      continue: true
      group_wait: 0s
    - matchers: [severity="warning"]
      receiver: desktop
      mute_time_intervals: [night]
receivers:
  - name: mail
    email_configs:
      - to: anna@example.org
        smarthost: smtp.example.org:587
        auth_username: anna
        auth_password: sesame
  - name: phone
    ntfy_configs:
      - topic: home-7f3a9c
    telegram_configs:
      - chat_id: -1001234567890
        bot_token: 1234:token
  - name: desktop
    desktop_configs:
      - send_resolved: true
  - name: chat
    slack_configs:
      - api_url: https://hooks.slack.com/services/T/B/x
        channel: '#alerts'
time_intervals:
  - name: night
    time_intervals:
      - weekdays: ['monday:friday']
        times:
          - start_time: '22:00'
            end_time: '24:00'
          - start_time: '00:00'
            end_time: '07:00'
        location: Local
)";

    explicit SettingsWorld(const QByteArray& file = kFile) {
        if (!file.isEmpty()) {
            write(file);
        }
        settings = engine::makeNotificationFile({.files = m_files,
                                                 .path = path().toStdString(),
                                                 .readOnly = {},
                                                 .dialect = config::machineDialect(m_files),
                                                 .reload = [this](std::stop_token) { return reloadAnswer; },
                                                 .writeSecret = engine::writePrivateFile});
    }

    std::unique_ptr<datasource::NotificationSettings> settings;
    Result<void> reloadAnswer;
    /// As of a plain Alertmanager.
    bool isHearth = true;
    bool hasAlertmanager = true;
    std::vector<datasource::LastDelivery> last;
    /// By integration; others deliver.
    std::map<std::string, datasource::IntegrationTest> tests;
    Result<std::vector<datasource::TraceEvent>> traceAnswer;
    // What fails instead, and how long answers take; of pictures.
    Result<void> statusAnswer;
    Result<void> testAnswer;
    Result<void> postAnswer;
    std::chrono::milliseconds statusTakes{0};
    std::chrono::milliseconds testTakes{0};
    std::atomic<int> tested = 0;

    QString path() const { return m_directory.filePath(QStringLiteral("alertmanager.yml")); }
    QByteArray text() const {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray& text) const {
        QFile file(path());
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            file.write(text);
        }
    }
    std::vector<datasource::PostedAlert> posted() {
        const std::lock_guard lock(m_mutex);
        return m_posted;
    }

    datasource::AlertmanagerSource& alertmanager() override {
        return hasAlertmanager ? static_cast<datasource::AlertmanagerSource&>(m_answers) : m_none;
    }

    /// A mail that came through.
    static datasource::IntegrationTest delivered() {
        using enum datasource::TestStep::Kind;
        datasource::IntegrationTest test;
        test.integration = "email[0]";
        test.delivered = true;
        test.steps = {{kResolve, 4'000, ""}, {kConnect, 31'000, "203.0.113.5:587"},
                      {kHello, 66'000, ""},  {kTls, 141'000, ""},
                      {kLogin, 220'000, ""}, {kSend, 371'000, ""},
                      {kAnswer, 412'000, ""}};
        test.answer = "250 2.0.0 Ok: queued as 4B2F7";
        test.microseconds = 412'000;
        test.transcript = {{31'000, false, "220 smtp.example.org ESMTP"},
                           {32'000, true, "EHLO localhost"},
                           {66'000, false, "250 AUTH PLAIN LOGIN"},
                           {141'000, true, "AUTH PLAIN ***"},
                           {220'000, false, "235 2.7.0 Authentication successful"}};
        return test;
    }
    /// One with a wrong password.
    static datasource::IntegrationTest refused() {
        auto test = delivered();
        test.delivered = false;
        test.steps.resize(4);
        test.failedStep = datasource::TestStep::Kind::kLogin;
        test.answer = "535 5.7.8 Username and password not accepted";
        test.error = "auth: 535 5.7.8 Username and password not accepted";
        test.microseconds = 218'000;
        return test;
    }

  private:
    class Answers final : public datasource::AlertmanagerSource {
      public:
        explicit Answers(SettingsWorld& world)
            : m_world(world) {}

        Result<datasource::AlertmanagerStatus> status(std::stop_token) override {
            std::this_thread::sleep_for(m_world.statusTakes);
            HEARTH_TRY(m_world.statusAnswer);
            datasource::AlertmanagerStatus status;
            if (!m_world.m_files.exists(m_world.path().toStdString())) {
                status.config =
                    "route:\n  receiver: desktop\nreceivers:\n- name: desktop\n#   desktop_configs:\n#   - {}\n";
                return status;
            }
            const auto written = m_world.text().toStdString();
            const auto options =
                HEARTH_TRY(config::parseAlertmanager(written, "am.yml", config::machineDialect(m_world.m_files)));
            status.config = options.text;
            return status;
        }
        Result<std::vector<datasource::LastDelivery>> lastDeliveries(std::stop_token) override {
            return m_world.isHearth ? Result<std::vector<datasource::LastDelivery>>(m_world.last)
                                    : fail(ErrorCode::kUnsupported, "not here");
        }
        Result<datasource::ReceiverTest> testReceiver(const datasource::ReceiverTestQuery& query,
                                                      std::stop_token) override {
            std::this_thread::sleep_for(m_world.testTakes);
            HEARTH_TRY(m_world.testAnswer);
            ++m_world.tested;
            const auto found = m_world.tests.find(query.integration);
            auto test = found == m_world.tests.end() ? SettingsWorld::delivered() : found->second;
            test.integration = query.integration;
            return datasource::ReceiverTest{query.receiver, SystemClock().nowMs(), {std::move(test)}};
        }
        Result<void> post(const std::vector<datasource::PostedAlert>& alerts, std::stop_token) override {
            HEARTH_TRY(m_world.postAnswer);
            const std::lock_guard lock(m_world.m_mutex);
            m_world.m_posted = alerts;
            return {};
        }
        Result<std::vector<datasource::ReceivedAlert>> alerts(const datasource::ReceivedAlertsQuery&,
                                                              std::stop_token) override {
            const std::lock_guard lock(m_world.m_mutex);
            std::vector<datasource::ReceivedAlert> list;
            for (const auto& alert : m_world.m_posted) {
                list.emplace_back().labels = alert.labels;
                list.back().fingerprint = "00112233445566aa";
            }
            return list;
        }
        Result<std::vector<datasource::TraceEvent>> trace(const std::string&, model::TimeRange,
                                                          std::stop_token) override {
            return m_world.traceAnswer;
        }

      private:
        SettingsWorld& m_world;
    };

    QTemporaryDir m_directory;
    PosixFileSystem m_files;
    datasource::AlertmanagerSource m_none;
    Answers m_answers{*this};
    std::mutex m_mutex;
    std::vector<datasource::PostedAlert> m_posted; // guarded by m_mutex
};

} // namespace hearth::tests
