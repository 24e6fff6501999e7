// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "alertmanager/alertmanager.h"
#include "alertmanager/route/matcher_text.h"
#include "backtest/backtest.h"
#include "base/log.h"
#include "base/thread_pool.h"
#include "datasource/alertmanager_source.h"
#include "datasource/desktop_notification.h"
#include "engine/acknowledgement_keeper.h"
#include "engine/alerting.h"
#include "engine/seams.h"
#include "http/server.h"
#include "instrument/registry.h"

namespace hearth::api::alertmanager {
class AlertmanagerApi;
}
namespace hearth::journal {
class Journal;
}

namespace hearth::engine {

/// What the command line says of the Alertmanager in this process.
struct AlertmanagerOptions {
    bool enabled = false;
    std::string configPath;          ///< Empty: a configuration that keeps alerts visible and tells the desktop.
    bool configMayBeMissing = false; ///< The same where the file is not there.
    std::string directory;           ///< Where the journal lies; empty: beside the samples.
    http::ServerOptions web;
    bool serves = true;             ///< Whether the API has a port; without it alerts come from this process alone.
    bool anyPortWhereTaken = false; ///< As Options::anyPortWhereTaken.
    std::string routePrefix = "/";
    std::string externalUrl; ///< Empty: this machine and the first port.
    std::size_t concurrentGets = 0;
    alertmanager::MatcherSyntax syntax = alertmanager::MatcherSyntax::kFallback;
    alertmanager::Limits limits;
    /// Shows messages of `desktop_configs`; called on the notify thread, must return at once. Not set: this process has
    /// no desktop, and without a configuration file it sends no messages.
    std::function<void(datasource::DesktopNotification, datasource::DesktopAnswer)> showOnDesktop;
};

/// The Alertmanager of this process with its journal, its configuration and its API on a port of its own. Its metrics
/// are its own, too: they stand on its own /metrics.
/// Threads: thread-safe once it is open.
class BuiltInAlertmanager {
  public:
    /// All of it outlives the object.
    struct Parts {
        const Seams& seams;
        ThreadPool& workers;
        const Log& log;
    };
    using Config = std::shared_ptr<const alertmanager::Options>;

    /// Reads the configuration file, without any effect. kInvalidArgument with file, line and reason.
    static Result<Config> readConfig(const AlertmanagerOptions& options, const Seams& seams, const Log& log);

    /// Opens the journal in `directory` (where the options name none), brings back what it has and begins to serve.
    /// kConflict (port taken), kIo, kCorruption.
    static Result<std::unique_ptr<BuiltInAlertmanager>> open(AlertmanagerOptions options, const std::string& directory,
                                                             const Config& config, Parts parts);
    /// Begins no new message and ends.
    ~BuiltInAlertmanager();

    /// Reads the configuration file again, and the templates that it names, without any effect.
    Result<Config> prepare();
    Result<void> apply(Config config);
    /// Reads the configuration file again and applies it: all or nothing.
    Result<void> reload();
    void noteRefusedConfig() { m_alertmanager->noteRefusedConfig(); }

    /// Puts inhibition rules beside those of the configuration, in place of the last such ones. Logs what fails.
    void inhibit(std::vector<alertmanager::InhibitRuleOptions> rules);
    /// Takes an alert of this process; logs what fails.
    void post(alertmanager::PostedAlert alert);

    /// As Alertmanager::onChange().
    Subscription onChange(std::function<void()> listener) { return m_alertmanager->onChange(std::move(listener)); }

    journal::Journal& journal() { return *m_journal; }
    /// Tells nobody anything for this long.
    void holdFor(Nanoseconds time) { m_alertmanager->holdFor(time); }
    /// The configuration and the silences of now.
    Result<backtest::Notifying> notifying();
    datasource::AlertmanagerSource& source() { return *m_source; }
    /// What rules know of it.
    OwnAlertmanager forRules();
    /// `http://127.0.0.1:9093`; empty where it serves none.
    std::string url() const { return m_url; }
    /// Ports that the API is served on.
    std::vector<std::uint16_t> ports() const;

  private:
    BuiltInAlertmanager(AlertmanagerOptions options, Parts parts);
    Result<void> openJournal(const std::string& directory);
    Result<void> serve();
    Result<std::shared_ptr<const alertmanager::NotificationTemplates>>
    loadTemplates(const alertmanager::Options& options) const;
    void build();
    void take(std::vector<notifier::AlertPtr> alerts);
    void take(std::vector<alertmanager::PostedAlert> posted);
    Result<void> applyWithOwn(Config config);

    const AlertmanagerOptions m_options;
    const Parts m_parts;
    const Log m_log;
    instrument::Registry m_registry;
    Subscription m_gathering;
    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<http::Transport> m_network;
    std::string m_url;
    std::string m_externalUrl;
    std::unique_ptr<alertmanager::Alertmanager> m_alertmanager;
    std::unique_ptr<datasource::AlertmanagerSource> m_source;
    std::unique_ptr<AcknowledgementKeeper> m_keeper;
    std::unique_ptr<api::alertmanager::AlertmanagerApi> m_api;
    std::atomic<bool> m_isOpen{false}; ///< Before that requests are turned away.
    std::unique_ptr<http::Server> m_server;
    std::mutex m_reloading; ///< One reload at a time.
    std::mutex m_applying;
    Config m_config;                                                ///< As it was read. Guarded by m_applying.
    std::vector<alertmanager::InhibitRuleOptions> m_ownInhibitions; ///< Guarded by m_applying.
};

} // namespace hearth::engine
