// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "backtest/backtest.h"
#include "base/error.h"
#include "base/log.h"
#include "base/subscription.h"
#include "datasource/data_source.h"
#include "engine/alerting.h"
#include "engine/built_in_alertmanager.h"
#include "engine/seams.h"
#include "engine/storage_options.h"
#include "http/server.h"
#include "promql/options.h"
#include "scrape/options.h"

namespace hearth::engine {

/// How an Engine is built. The defaults are those of a Prometheus server.
struct Options {
    std::string configPath = "prometheus.yml";
    /// Changes the scrape jobs of a configuration that was just read, before it is applied; may be empty.
    std::function<void(std::vector<scrape::PoolOptions>&)> adjustJobs;

    StorageOptions storage;
    /// Called from start() while the database reads its log; may be empty.
    std::function<void(datasource::WalReplay)> onReplay;

    AlertingOptions alerting; ///< `rules.externalUrl` and `rules.files.parse` follow from the rest.
    AlertmanagerOptions alertmanager;
    promql::EngineOptions query;
    http::ServerOptions web;
    /// Further `host:port` names under which targets mean this process; its own pages are then read without a network.
    std::vector<std::string> ownNames;
    /// Serve on any free port of the same host where the first address is in use, instead of failing.
    bool anyPortWhereTaken = false;
    std::vector<std::string> uplinkHosts; ///< As for Engine::watchUplink().
    bool enableLifecycle = false;
    bool enableAdmin = false;
    bool receiveRemoteWrite = false;
    std::string routePrefix = "/";
    std::string externalUrl;
    std::string corsOrigin = ".*";
    std::string pageTitle;

    datasource::Facts flags;       ///< Shown at /api/v1/status/flags.
    std::size_t queryThreads = 0;  ///< 0: as many as processors.
    std::size_t scrapeThreads = 0; ///< 0: half as many, at least one.
    /// What POST /-/quit does.
    std::function<void()> quit;
};

/// A whole Hearth: collects, keeps and answers, from start() until it is destroyed.
/// Threads: thread-safe after start().
class Engine {
  public:
    /// Reads the configuration, binds the API (which says 503 for now), opens the database, starts collecting.
    /// Returns when it is ready. Errors: kInvalidArgument (configuration; with file, line and column), kConflict (port
    /// or data directory taken), kIo, kCorruption.
    static Result<std::unique_ptr<Engine>> start(Options options, Seams seams, Log log);

    /// Stops collecting, answers what is under way, closes the database.
    virtual ~Engine() = default;

    virtual datasource::DataSource& dataSource() = 0;
    /// Reads the configuration again and applies it: all or nothing.
    virtual Result<void> reload() = 0;
    /// How alerts of rules become messages now; its functions are good as long as the engine. kUnsupported where there
    /// is no Alertmanager in this process, or alerts go to others.
    virtual Result<backtest::Notifying> notifying() = 0;
    /// The machine is about to be suspended: series end now, what is in memory goes to the disk, and nothing is judged
    /// until wakeUp(), or for half a minute of its being awake. Waits for the disk, two seconds at most.
    virtual void prepareForSleep() = 0;
    /// It was woken, or did not sleep in the end. Without prepareForSleep() it is noticed all the same.
    virtual void wakeUp() = 0;
    /// `listener` is called on a thread of the engine after a suspension, within a scrape interval; it must return
    /// soon.
    virtual Subscription onSleep(std::function<void(datasource::SleepSpan)> listener) = 0;

    /// `listener` is called on a thread of the engine after the alerts, groups or silences of the Alertmanager in this
    /// process changed, often where there are many; it must return soon. Never where there is none.
    virtual Subscription onAlertsChanged(std::function<void()> listener) = 0;

    /// From now on asks these hosts outside whether the uplink is there; none: asks nobody. kInvalidArgument, kLimit.
    virtual Result<void> watchUplink(std::vector<std::string> hosts) = 0;

    /// Ports that the API is served on, in the order of Options::web.listenAddresses.
    virtual std::vector<std::uint16_t> ports() const = 0;
    /// Where the built-in Alertmanager is served (`http://127.0.0.1:9093`); empty where it is not.
    virtual std::string alertmanagerUrl() const = 0;
};

} // namespace hearth::engine
