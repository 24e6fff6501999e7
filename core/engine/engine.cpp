// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

#include "api/prometheus/prometheus_api.h"
#include "base/thread_pool.h"
#include "config/config.h"
#include "datasource/starting_data_source.h"
#include "discovery/directory_watcher.h"
#include "discovery/discovery.h"
#include "engine/loaded_config.h"
#include "engine/local_data_source.h"
#include "engine/machine_clock.h"
#include "engine/own_endpoints.h"
#include "engine/own_machine.h"
#include "engine/sleep_log.h"
#include "engine/uplink_guard.h"
#include "engine/version.h"
#include "engine/write_gate.h"
#include "uplink/uplink_watch.h"

namespace hearth::engine {
namespace {

constexpr std::size_t kMaxQueuedRequests = 1024;
/// Between the announcement of a suspension and the suspension; systems wait five seconds or so.
constexpr std::chrono::seconds kLongestGoingToSleep{30};

std::size_t processors() {
    return std::max(1U, std::thread::hardware_concurrency());
}

/// Every part of a running Hearth, in the order in which they are built; they end in the opposite order.
class RunningEngine final : public Engine {
  public:
    RunningEngine(Options options, Seams seams, Log log)
        : m_options(std::move(options))
        , m_clock(seams.clock)
        , m_seams{seams.files, m_clock, std::move(seams.makeTransport)}
        , m_log(std::move(log))
        , m_startTime(m_seams.clock.nowMs())
        , m_loaded(m_seams.clock, m_registry)
        , m_ready(m_registry.gauge("prometheus_ready", "Whether Prometheus startup was fully completed."))
        , m_host(hostmetrics::HostMetricsOptions{}, m_log.component("hostmetrics"))
        , m_gathering(m_registry.onGather(appendOwnFamilies))
        , m_workers("query", m_options.queryThreads != 0 ? m_options.queryThreads : processors(), kMaxQueuedRequests) {}

    ~RunningEngine() override {
        m_readiness = api::Readiness::kStopping;
        m_ready.set(0);
        m_uplink.reset();
        if (m_discovery) {
            m_discovery->stop();
        }
        if (m_pools) {
            m_pools->stop();
        }
        if (m_alerting) {
            m_alerting->stop();
        }
        m_source.explain("shutting down");
        m_source.direct(nullptr);
        m_writes.direct(nullptr);
        m_server.reset();
        m_discovery.reset();
        m_pools.reset();
        m_local.reset();
        m_alerting.reset();
        m_alertmanager.reset();
        m_query.reset();
        if (m_db) {
            if (const auto closed = m_db->close(); !closed) {
                m_log.error("Closing the database failed", {{"err", closed.error().message()}});
            }
        }
    }

    /// In this order: what a person most likely got wrong is found before anything is touched.
    Result<void> begin() {
        auto config = HEARTH_TRY(loadConfig());
        auto alertmanagerConfig = HEARTH_TRY(readAlertmanagerConfig());
        HEARTH_TRY(serve());
        HEARTH_TRY(openDatabase(config));
        if (m_options.alertmanager.enabled) {
            m_alertmanager = HEARTH_TRY(BuiltInAlertmanager::open(m_options.alertmanager, m_options.storage.path,
                                                                  alertmanagerConfig, {m_seams, m_workers, m_log}));
        }
        m_sleeps = std::make_unique<SleepLog>(m_registry, m_alertmanager ? &m_alertmanager->journal() : nullptr, m_log);
        m_query = std::make_unique<promql::Engine>(m_options.query, *m_db, m_workers, m_seams.clock, m_registry);
        alert();
        auto rules = HEARTH_TRY(m_alerting->load(config));
        collect(config);
        m_local = makeLocalDataSource(*m_query, *m_db, *m_pools, *m_alerting, m_seams.clock, ownStatus());
        apply(std::move(config), std::move(rules));
        watchUplink();
        HEARTH_TRY(m_uplink->setHosts(m_options.uplinkHosts));
        m_discovery->start();
        m_source.direct(m_local.get());
        if (m_options.receiveRemoteWrite) {
            m_receiver = std::make_unique<remote::WriteReceiver>(*m_db, m_seams.clock, m_registry,
                                                                 m_log.component("remote_write"));
            m_writes.direct(m_receiver.get());
        }
        m_readiness = api::Readiness::kReady;
        m_ready.set(1);
        m_log.info("Server is ready to receive web requests.", {{"address", m_options.web.listenAddresses.front()}});
        return {};
    }

    datasource::DataSource& dataSource() override { return *m_local; }

    Result<void> watchUplink(std::vector<std::string> hosts) override { return m_uplink->setHosts(std::move(hosts)); }

    void prepareForSleep() override {
        m_clock.pause();
        m_alerting->prepareForSleep(kLongestGoingToSleep);
        if (m_alertmanager) {
            m_alertmanager->holdFor(kLongestGoingToSleep);
        }
        m_pools->suspend();
        if (const auto synced = m_db->maintain(); !synced) {
            m_log.warn("The log was not synced before the machine was suspended", {{"err", synced.error().message()}});
        }
    }

    void wakeUp() override {
        m_clock.resume();
        m_alerting->wakeUp();
    }

    Subscription onSleep(std::function<void(datasource::SleepSpan)> listener) override {
        return m_sleeps->onSleep(std::move(listener));
    }

    Subscription onAlertsChanged(std::function<void()> listener) override {
        return m_alertmanager ? m_alertmanager->onChange(std::move(listener)) : Subscription();
    }

    Result<void> reload() override {
        const std::lock_guard lock(m_reloading);
        auto config = loadConfig();
        if (!config) {
            m_loaded.refused();
            return std::unexpected(std::move(config).error());
        }
        auto rules = m_alerting->load(*config);
        if (!rules) {
            m_loaded.refused();
            return std::unexpected(std::move(rules).error());
        }
        if (auto done = applyToAlertmanagerAndDatabase(*config); !done) {
            m_loaded.refused();
            return done;
        }
        showRetention(*config);
        apply(std::move(*config), *std::move(rules));
        m_log.info("Completed loading of configuration file", {{"filename", m_options.configPath}});
        return {};
    }

    Result<backtest::Notifying> notifying() override {
        if (!m_alertmanager || !m_alerting->tellsOwn()) {
            return fail(ErrorCode::kUnsupported, "alerts do not go to the Alertmanager of this process");
        }
        auto notifying = HEARTH_TRY(m_alertmanager->notifying());
        notifying.sentLabels = [this](const model::Labels& labels) { return m_alerting->sentLabels(labels); };
        notifying.resendDelay = m_options.alerting.rules.resendDelay;
        return notifying;
    }

    std::vector<std::uint16_t> ports() const override { return m_server->ports(); }
    std::string alertmanagerUrl() const override { return m_alertmanager ? m_alertmanager->url() : std::string(); }

  private:
    /// On a scrape thread that has not scraped since: rules end their series before there are newer samples.
    void noteSleep(const Sleep& sleep) {
        m_alerting->wakeUp();
        m_sleeps->note(sleep);
    }

    static std::int64_t valueOf(const instrument::Registry& registry, std::string_view name) {
        const auto families = registry.gather();
        const auto found = std::ranges::find(families, name, &instrument::Family::name);
        const bool isThere = found != families.end() && !found->metrics.empty();
        return isThere ? static_cast<std::int64_t>(found->metrics.front().value) : 0;
    }

    static void appendOwnFamilies(instrument::Families& families) {
        instrument::appendProcessMetrics(families);
        families.push_back({.name = "prometheus_build_info",
                            .help = "A metric with a constant '1' value labeled by what Hearth was built from.",
                            .type = instrument::FamilyType::kGauge,
                            .metrics = {{.labels = buildLabels(), .value = 1}}});
    }

    Result<config::Config> loadConfig() {
        auto loaded = config::load(m_options.configPath, m_seams.files);
        if (!loaded && loaded.error().code() != ErrorCode::kInvalidArgument) {
            // A file that cannot be read is a wrong input like one that cannot be parsed.
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("cannot read the configuration: {}", loaded.error().message()));
        }
        auto config = HEARTH_TRY(std::move(loaded));
        for (const auto& warning : config.warnings) {
            m_log.warn(warning);
        }
        if (m_options.adjustJobs) {
            m_options.adjustJobs(config.scrapeConfigs);
        }
        return config;
    }

    /// Null where there is no Alertmanager.
    Result<BuiltInAlertmanager::Config> readAlertmanagerConfig() {
        if (!m_options.alertmanager.enabled) {
            return nullptr;
        }
        return BuiltInAlertmanager::readConfig(m_options.alertmanager, m_seams, m_log);
    }

    /// Both or none. What is wrong with a configuration is found before either changes.
    Result<void> applyToAlertmanagerAndDatabase(const config::Config& config) {
        const auto alertmanagerConfig =
            m_alertmanager ? HEARTH_TRY(m_alertmanager->prepare()) : BuiltInAlertmanager::Config();
        const auto limits = m_limits;
        HEARTH_TRY(reconfigureDatabase(limitsOf(config)));
        if (!m_alertmanager) {
            return {};
        }
        auto done = m_alertmanager->apply(alertmanagerConfig);
        if (!done) {
            undoReconfiguration(limits);
        }
        return done;
    }

    Result<void> serve() {
        api::PrometheusApiOptions options;
        options.routePrefix = m_options.routePrefix;
        options.pageTitle = m_options.pageTitle;
        options.corsOrigin = m_options.corsOrigin;
        options.enableLifecycle = m_options.enableLifecycle;
        options.enableAdmin = m_options.enableAdmin;
        if (m_options.receiveRemoteWrite) {
            options.receiveWrite = [this](const http::ServerRequest& request) { return m_writes.receive(request); };
        }
        options.parse = parseOptions();
        options.readiness = [this] { return m_readiness.load(); };
        options.quit = m_options.quit ? m_options.quit : [] {};
        m_api =
            HEARTH_TRY(api::PrometheusApi::create(std::move(options), m_source, m_workers, m_registry, m_seams.clock));
        m_api->addExposition(kHostMetricsPath, [this] { return m_host.collect(); });

        auto server = http::Server::start(m_options.web, m_api->handler(), m_log.component("web"));
        if (!server && server.error().code() == ErrorCode::kConflict && m_options.anyPortWhereTaken) {
            m_log.warn("Serving on another port", {{"err", server.error().message()}});
            auto web = m_options.web;
            web.listenAddresses.front() = withAnyPort(web.listenAddresses.front());
            server = http::Server::start(web, m_api->handler(), m_log.component("web"));
        }
        m_server = HEARTH_TRY(std::move(server));
        return {};
    }

    Result<void> openDatabase(const config::Config& config) {
        auto options = dbOptions(m_options.storage, config.storage);
        options.onReplay = [this](tsdb::ReplayProgress progress) {
            m_replay = {progress.first, progress.last, progress.current};
            m_source.replaying(m_replay);
            if (m_options.onReplay) {
                m_options.onReplay(m_replay);
            }
        };
        showRetention(config);
        m_limits = tsdb::DbLimits::of(options);
        m_db = HEARTH_TRY(
            tsdb::Db::open(std::move(options), m_seams.files, m_seams.clock, m_registry, m_log.component("tsdb")));
        m_replay.current = m_replay.last;
        return {};
    }

    tsdb::DbLimits limitsOf(const config::Config& config) const {
        return tsdb::DbLimits::of(dbOptions(m_options.storage, config.storage));
    }

    Result<void> reconfigureDatabase(const tsdb::DbLimits& limits) {
        HEARTH_TRY(m_db->reconfigure(limits));
        m_limits = limits;
        return {};
    }

    /// The database ran with these limits before, so it has all that they need.
    void undoReconfiguration(const tsdb::DbLimits& limits) {
        if (const auto undone = reconfigureDatabase(limits); !undone) {
            m_log.error("The database keeps the limits of a refused configuration",
                        {{"err", undone.error().message()}});
        }
    }

    void showRetention(const config::Config& config) {
        auto text = toText(retentionOf(m_options.storage, config.storage));
        const std::lock_guard lock(m_retentionMutex);
        m_retention = std::move(text);
    }

    /// Where people reach this server: as stated, or on its first port.
    std::string externalUrl() const {
        if (!m_options.externalUrl.empty()) {
            return m_options.externalUrl.substr(0, m_options.externalUrl.find_last_not_of('/') + 1);
        }
        return reachableUrl(m_options.web.listenAddresses.front(), m_server->ports().front());
    }

    void alert() {
        auto options = m_options.alerting;
        options.rules.externalUrl = externalUrl();
        options.rules.files.parse = parseOptions();
        m_alerting = std::make_unique<Alerting>(
            std::move(options), Alerting::Parts{*m_query, *m_db, m_workers, m_seams, m_registry, m_log,
                                                m_alertmanager ? m_alertmanager->forRules() : OwnAlertmanager()});
    }

    void collect(const config::Config& config) {
        auto names = m_options.web.listenAddresses;
        names.insert(names.end(), m_options.ownNames.begin(), m_options.ownNames.end());
        const auto own = ownEndpoints(names, m_options.routePrefix, m_registry, m_host);
        const auto transports = [this, own] {
            return std::make_unique<InProcessTransport>(m_seams.makeTransport(), own);
        };
        scrape::ScrapePools::Settings settings;
        settings.threads =
            m_options.scrapeThreads != 0 ? m_options.scrapeThreads : std::max<std::size_t>(1, processors() / 2);
        settings.offsetSeed = scrape::ScrapePools::offsetSeed(hostName(), config.global.externalLabels);
        settings.onSleep = [this](const Sleep& sleep) { noteSleep(sleep); };
        m_pools = std::make_unique<scrape::ScrapePools>(*m_db, transports, m_seams.clock, m_registry,
                                                        m_log.component("scrape"), settings);
        m_discovery = std::make_unique<discovery::Discovery>(
            "scrape", m_seams.files, m_seams.clock, m_registry, m_log.component("discovery"),
            discovery::makeInotifyWatcher(m_seams.clock),
            [this](const std::string& job, std::vector<discovery::TargetGroup> groups) {
                m_pools->setTargets(job, std::move(groups));
            });
    }

    void apply(config::Config config, rules::LoadedRules rules) {
        m_loaded.accepted(config);
        m_query->setDefaultSubqueryStep(config.global.evaluationInterval);
        m_alerting->apply(std::move(rules), config);
        std::map<std::string, discovery::Options> jobs;
        for (const auto& pool : config.scrapeConfigs) {
            jobs.emplace(pool.jobName, pool.discovery);
        }
        m_pools->apply(std::move(config.scrapeConfigs));
        m_discovery->apply(std::move(jobs));
    }

    /// Without an Alertmanager of our own it is seen on /metrics alone.
    void watchUplink() {
        if (m_alertmanager) {
            m_uplinkGuard = std::make_unique<UplinkGuard>(
                UplinkGuard::Parts{.clock = m_seams.clock,
                                   .instances = [this] { return instances(); },
                                   .inhibit = [this](auto rules) { m_alertmanager->inhibit(std::move(rules)); },
                                   .post = [this](auto alert) { m_alertmanager->post(std::move(alert)); }});
        }
        m_uplink = std::make_unique<uplink::UplinkWatch>(
            uplink::UplinkWatch::Parts{.makeTransport = m_seams.makeTransport,
                                       .clock = m_seams.clock,
                                       .files = m_seams.files,
                                       .registry = m_registry,
                                       .log = m_log.component("uplink"),
                                       .onRound = [this](const uplink::UplinkState& state) {
                                           if (m_uplinkGuard) {
                                               m_uplinkGuard->take(state);
                                           }
                                       }});
    }

    std::vector<std::string> instances() const {
        std::vector<std::string> found;
        for (const auto& target : m_pools->targets()) {
            found.emplace_back(target.labels.value("instance"));
        }
        return found;
    }

    promql::ParseOptions parseOptions() const {
        return {m_options.query.experimentalFunctions, m_options.query.extendedRangeSelectors,
                m_options.query.binopFillModifiers};
    }

    OwnStatus ownStatus() {
        return {.flags = m_options.flags,
                .configYaml = [this] { return m_loaded.yaml(); },
                .runtimeFacts = [this] { return runtimeFacts(); },
                .reload = [this] { return reload(); },
                .externalUrl = m_options.externalUrl,
                .alertmanager = m_alertmanager ? &m_alertmanager->source() : nullptr,
                .walReplay = m_replay,
                .sleeps = [this](model::TimeRange range) { return m_sleeps->between(range); },
                .parse = parseOptions()};
    }

    datasource::RuntimeFacts runtimeFacts() const {
        datasource::RuntimeFacts facts;
        facts.startTime = m_startTime;
        facts.workingDirectory = workingDirectory();
        facts.hostname = hostName();
        facts.serverTime = m_seams.clock.nowMs();
        facts.reloadConfigSuccess = m_loaded.lastReloadSucceeded();
        facts.lastConfigTime = m_loaded.lastSuccess();
        facts.corruptionCount = valueOf(m_registry, "prometheus_tsdb_wal_corruptions_total");
        facts.threadCount = threadCount();
        facts.processors = static_cast<std::int64_t>(processors());
        const std::lock_guard lock(m_retentionMutex);
        facts.storageRetention = m_retention;
        return facts;
    }

    const Options m_options;
    MachineClock m_clock; ///< Of all parts.
    const Seams m_seams;
    const Log m_log;
    const model::TimestampMs m_startTime;

    instrument::Registry m_registry;
    LoadedConfig m_loaded;
    instrument::Gauge& m_ready;
    hostmetrics::HostMetrics m_host;
    Subscription m_gathering;
    std::atomic<api::Readiness> m_readiness{api::Readiness::kStarting};
    datasource::StartingDataSource m_source; ///< What the API asks.

    ThreadPool m_workers;
    std::unique_ptr<api::PrometheusApi> m_api;
    std::unique_ptr<http::Server> m_server;
    WriteGate m_writes;      ///< What the API hands remote writes to.
    tsdb::DbLimits m_limits; ///< Those that the database runs with.
    std::unique_ptr<tsdb::Db> m_db;
    std::unique_ptr<remote::WriteReceiver> m_receiver;
    datasource::WalReplay m_replay; ///< Constant once the database is open.
    mutable std::mutex m_retentionMutex;
    std::string m_retention; ///< As the status page says it. Guarded.
    std::unique_ptr<promql::Engine> m_query;
    std::unique_ptr<BuiltInAlertmanager> m_alertmanager; ///< Null where it is not enabled.
    std::unique_ptr<SleepLog> m_sleeps;
    std::unique_ptr<Alerting> m_alerting;
    std::unique_ptr<scrape::ScrapePools> m_pools;
    std::unique_ptr<UplinkGuard> m_uplinkGuard; ///< Null where there is no Alertmanager.
    std::unique_ptr<uplink::UplinkWatch> m_uplink;
    std::unique_ptr<discovery::Discovery> m_discovery;
    std::unique_ptr<datasource::DataSource> m_local;
    std::mutex m_reloading; ///< One reload at a time.
};

} // namespace

std::function<std::unique_ptr<http::Transport>()> networkTransport() {
    return [] { return http::makeCurlTransport(fmt::format("Prometheus/{}", buildFacts().version)); };
}

Result<std::unique_ptr<Engine>> Engine::start(Options options, Seams seams, Log log) {
    auto engine = std::make_unique<RunningEngine>(std::move(options), std::move(seams), std::move(log));
    HEARTH_TRY(engine->begin());
    return engine;
}

} // namespace hearth::engine
