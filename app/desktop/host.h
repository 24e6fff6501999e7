// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/listeners.h"
#include "base/log.h"
#include "datasource/desktop.h"
#include "datasource/notification_settings.h"
#include "datasource/starting_data_source.h"
#include "desktop/notification_queue.h"
#include "desktop/places.h"
#include "engine/engine.h"
#include "promql/syntax/parser.h"

namespace hearth::app {

/// Carries the window: owns the engine, which starts in a thread of its own and stops when the host is destroyed.
/// Threads: thread-safe.
class Host final : public datasource::DesktopHost {
  public:
    /// `options` as the flags say; the configuration's text comes from options.configPath, which is made where missing.
    Host(engine::Options options, Places places, Log log);
    ~Host() override;

    datasource::DataSource& local() override { return m_local; }
    Result<std::unique_ptr<datasource::DataSource>> remote(const std::string& url) override;
    EngineState engineState() override;
    std::string settingsPath() const override { return m_places.settings; }
    std::string configPath() const override { return m_places.config; }
    std::string dataPath() const override { return m_places.data; }
    std::string apiUrl() const override;
    Result<std::unique_ptr<datasource::Backtest>>
    backtest(const datasource::BacktestQuery& query, datasource::DataSource& source, std::stop_token stop) override;
    datasource::RuleEditing* ruleEditing() override { return m_ruleEditing.get(); }
    std::vector<datasource::RuleFinding> lint(const datasource::RuleDraft& rule) override;
    Subscription onNotification(NotificationListener listener) override {
        return m_notifications.listen(std::move(listener));
    }

    datasource::NotificationSettings* notificationSettings() override { return m_notificationSettings.get(); }
    Subscription onAlertsChanged(std::function<void()> listener) override {
        return m_alertListeners.add(std::move(listener));
    }
    Result<void> watchUplink(std::vector<std::string> hosts) override;
    void prepareForSleep() override;
    void wakeUp() override;
    Subscription onSleep(std::function<void(datasource::SleepSpan)> listener) override {
        return m_sleepListeners.add(std::move(listener));
    }

  private:
    void run(std::stop_token stop);
    void startEngine();
    std::unique_ptr<datasource::NotificationSettings> makeNotificationSettings();
    void setState(EngineState::Phase phase, std::string message);
    Result<void> reload();

    const Places m_places;
    const Log m_log;
    PosixFileSystem m_files;
    SystemClock m_clock;
    const promql::ParseOptions m_parse;
    const std::unique_ptr<datasource::RuleEditing> m_ruleEditing;
    engine::Options m_options; ///< Written by the constructor, moved from by the thread.
    std::atomic<bool> m_warmingUp{true};
    datasource::StartingDataSource m_local;
    NotificationQueue m_notifications;
    Listeners<datasource::SleepSpan> m_sleepListeners;
    Listeners<> m_alertListeners;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake; ///< Nobody notifies it: it waits for the stop or the deadline.
    EngineState m_state;                ///< Guarded by m_mutex.
    std::string m_apiUrl;               ///< Guarded by m_mutex.

    std::atomic<engine::Engine*> m_running{nullptr}; ///< Once it is ready.
    std::unique_ptr<engine::Engine> m_engine;        ///< Written by m_thread only; destroyed after it has ended.
    Subscription m_sleeps;                           ///< Of m_engine's.
    Subscription m_alertChanges;                     ///< Likewise.
    std::unique_ptr<datasource::NotificationSettings> m_notificationSettings;
    std::jthread m_thread;
};

} // namespace hearth::app
