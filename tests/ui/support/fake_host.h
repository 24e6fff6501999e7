// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/listeners.h"
#include "datasource/desktop.h"
#include "ui/support/fake_server.h"

namespace hearth::tests {

/// A program without an engine: its local server and every remote one are fakes.
/// Threads: confined to the test's thread, but for the servers.
class FakeHost : public datasource::DesktopHost {
  public:
    /// Settings are kept below `folder`, which must exist.
    explicit FakeHost(std::string folder);

    FakeServer server;
    EngineState state{EngineState::Phase::kReady, {}};
    /// The URL of the last remote() call.
    std::string askedUrl;
    /// Called when alerts change.
    Listeners<> alertListeners;

    datasource::DataSource& local() override { return server; }
    Result<std::unique_ptr<datasource::DataSource>> remote(const std::string& url) override;
    EngineState engineState() override { return state; }
    std::string settingsPath() const override { return m_folder + "/window.ini"; }
    std::string configPath() const override { return m_folder + "/prometheus.yml"; }
    std::string dataPath() const override { return m_folder + "/data"; }
    std::string apiUrl() const override { return "http://127.0.0.1:9090"; }

    Subscription onAlertsChanged(std::function<void()> listener) override {
        return alertListeners.add(std::move(listener));
    }

  private:
    std::string m_folder;
};

} // namespace hearth::tests
