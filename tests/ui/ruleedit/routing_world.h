// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/file_system.h"
#include "engine/notification_file.h"
#include "ui/support/fake_backtest.h"

namespace hearth::tests {

/// Gives a host an Alertmanager that tells critical alerts to phones, warnings to the screen, and all else by mail.
/// Outlives what the host is given to. Threads: as the host.
class RoutingWorld {
  public:
    static constexpr const char* kConfig = R"(
route:
  receiver: mail
  group_by: [alertname]
  routes:
    - matchers: [severity="critical"]
      receiver: phone
      continue: true
      group_wait: 0s
    - matchers: [severity="warning"]
      receiver: screen
receivers:
  - name: mail
    email_configs:
      - to: anna@example.org
        from: hearth@example.org
        smarthost: smtp.example.org:587
  - name: phone
    ntfy_configs:
      - topic: home-7f3a9c
  - name: screen
    desktop_configs:
      - send_resolved: true
)";

    explicit RoutingWorld(FakeRuleHost& host)
        : m_settings(engine::makeNotificationFile({.files = m_files,
                                                   .path = "/nowhere/alertmanager.yml",
                                                   .readOnly = {},
                                                   .dialect = config::machineDialect(m_files),
                                                   .reload = [](std::stop_token) { return Result<void>(); },
                                                   .writeSecret = {}})) {
        host.settings = m_settings.get();
        host.server().alertWorld.config = kConfig;
    }

  private:
    PosixFileSystem m_files;
    std::unique_ptr<datasource::NotificationSettings> m_settings;
};

} // namespace hearth::tests
