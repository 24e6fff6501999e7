// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/host.h"

#include <fmt/format.h>

#include "backtest/backtest.h"
#include "backtest/rule_lint.h"
#include "base/thread_pool.h"
#include "config/alertmanager.h"
#include "config/config.h"
#include "datasource/remote_data_source.h"
#include "desktop/starter_config.h"
#include "discovery/file_pattern.h"
#include "engine/notification_file.h"
#include "engine/private_file.h"
#include "engine/rule_editing.h"

namespace hearth::app {
namespace {

/// How long a first start collects faster, and how fast, so that rates have two points at once.
constexpr std::chrono::minutes kWarmUp{2};
constexpr model::DurationMs kWarmUpInterval = 2 * model::kSecondMs;

void hurry(std::vector<scrape::PoolOptions>& jobs) {
    for (auto& job : jobs) {
        job.interval = kWarmUpInterval;
        job.timeout = kWarmUpInterval;
    }
}

promql::ParseOptions parseOptions(const engine::Options& options) {
    return {options.query.experimentalFunctions, options.query.extendedRangeSelectors,
            options.query.binopFillModifiers};
}

engine::RuleEditingOptions editingOptions(const std::string& config, const promql::ParseOptions& parse) {
    engine::RuleEditingOptions options;
    options.configPath = config;
    options.ownFile = discovery::splitPath(config).directory + "/rules/hearth.yml";
    options.files.parse = parse;
    return options;
}

} // namespace

Host::Host(engine::Options options, Places places, Log log)
    : m_places(std::move(places))
    , m_log(std::move(log))
    , m_parse(parseOptions(options))
    , m_ruleEditing(
          engine::makeRuleEditing(editingOptions(m_places.config, m_parse), m_files, [this] { return reload(); }))
    , m_options(std::move(options))
    , m_notificationSettings(makeNotificationSettings())
    , m_thread([this](std::stop_token stop) { run(std::move(stop)); }) {}

/// Before the engine starts, which takes the options.
std::unique_ptr<datasource::NotificationSettings> Host::makeNotificationSettings() {
    const auto& alertmanager = m_options.alertmanager;
    engine::NotificationFileParts parts{
        .files = m_files,
        .path = alertmanager.configPath.empty() ? m_places.alertmanagerConfig : alertmanager.configPath,
        .readOnly = {},
        .dialect = config::machineDialect(m_files, alertmanager.syntax),
        .reload = [this](std::stop_token stop) { return m_local.alertmanager().reload(std::move(stop)); },
        .writeSecret = engine::writePrivateFile};
    if (!alertmanager.enabled) {
        parts.readOnly = "this program runs without an Alertmanager of its own";
    }
    return engine::makeNotificationFile(std::move(parts));
}

Host::~Host() {
    m_thread.request_stop();
    m_thread.join();
    m_local.explain("Hearth is stopping");
    m_local.direct(nullptr);
}

Result<std::unique_ptr<datasource::DataSource>> Host::remote(const std::string& url) {
    return datasource::RemoteDataSource::create({.url = url});
}

/// Only alerts of this engine go to its Alertmanager; of another server's rules nobody here knows who is told.
Result<std::unique_ptr<datasource::Backtest>> Host::backtest(const datasource::BacktestQuery& query,
                                                             datasource::DataSource& source, std::stop_token stop) {
    backtest::Surroundings surroundings{.alerts = {}, .parse = promql::ParseOptions::all(), .notifying = {}};
    if (&source == &m_local) {
        surroundings.parse = m_parse;
        surroundings.alerts.externalUrl = apiUrl();
        if (const auto config = config::load(m_places.config, m_files)) {
            surroundings.alerts.externalLabels = config->global.externalLabels;
        }
        surroundings.notifying = [this]() -> Result<backtest::Notifying> {
            auto* const engine = m_running.load();
            return engine != nullptr ? engine->notifying()
                                     : fail(ErrorCode::kUnavailable, "the engine is not running yet");
        };
    }
    return backtest::makeBacktest(query, source, std::move(surroundings), std::move(stop));
}

std::vector<datasource::RuleFinding> Host::lint(const datasource::RuleDraft& rule) {
    return backtest::lintRule(rule, m_parse);
}

Result<void> Host::reload() {
    auto* const engine = m_running.load();
    return engine != nullptr ? engine->reload() : fail(ErrorCode::kUnavailable, "the engine is not running yet");
}

datasource::DesktopHost::EngineState Host::engineState() {
    const std::lock_guard lock(m_mutex);
    return m_state;
}

std::string Host::apiUrl() const {
    const std::lock_guard lock(m_mutex);
    return m_apiUrl;
}

Result<void> Host::watchUplink(std::vector<std::string> hosts) {
    auto* const engine = m_running.load();
    return engine != nullptr ? engine->watchUplink(std::move(hosts))
                             : fail(ErrorCode::kUnavailable, "the engine is not running yet");
}

void Host::prepareForSleep() {
    if (auto* const engine = m_running.load()) {
        engine->prepareForSleep();
    }
}

void Host::wakeUp() {
    if (auto* const engine = m_running.load()) {
        engine->wakeUp();
    }
}

void Host::setState(EngineState::Phase phase, std::string message) {
    m_local.explain(message);
    const std::lock_guard lock(m_mutex);
    m_state = {phase, std::move(message)};
}

void Host::startEngine() {
    if (const auto made = ensureStarterConfig(m_files, m_places.config); !made) {
        setState(EngineState::Phase::kFailed, made.error().message());
        return;
    }
    m_options.configPath = m_places.config;
    if (isStarterConfig(m_files, m_places.config)) {
        m_options.ownNames.emplace_back(kStarterAddress);
    }
    m_options.adjustJobs = [this](std::vector<scrape::PoolOptions>& jobs) {
        if (m_warmingUp && isStarterConfig(m_files, m_places.config)) {
            hurry(jobs);
        }
    };
    m_options.onReplay = [this](datasource::WalReplay progress) {
        m_local.replaying(progress);
        setState(EngineState::Phase::kStarting,
                 fmt::format("Hearth is reading its log: file {} of {}", progress.current - progress.first + 1,
                             progress.last - progress.first + 1));
    };
    m_options.alertmanager.showOnDesktop = [this](datasource::DesktopNotification notification,
                                                  datasource::DesktopAnswer answer) {
        m_notifications.show(std::move(notification), std::move(answer));
    };
    const auto address = m_options.web.listenAddresses.front();
    auto engine = engine::Engine::start(std::move(m_options), {m_files, m_clock, engine::networkTransport()}, m_log);
    if (!engine) {
        m_log.error("The engine did not start", {{"err", engine.error().message()}});
        setState(EngineState::Phase::kFailed, engine.error().message());
        return;
    }
    m_engine = std::move(*engine);
    m_sleeps = m_engine->onSleep([this](datasource::SleepSpan span) { m_sleepListeners.call(span); });
    m_alertChanges = m_engine->onAlertsChanged([this] { m_alertListeners.call(); });
    m_running = m_engine.get();
    m_local.direct(&m_engine->dataSource());
    setState(EngineState::Phase::kReady, {});
    const std::lock_guard lock(m_mutex);
    m_apiUrl = fmt::format("http://{}:{}", address.substr(0, address.rfind(':')), m_engine->ports().front());
}

void Host::run(std::stop_token stop) {
    nameThisThread("engine");
    setState(EngineState::Phase::kStarting, "Hearth is starting");
    startEngine();
    if (m_engine == nullptr) {
        return;
    }
    std::unique_lock lock(m_mutex);
    m_clock.waitUntil(lock, m_wake, m_clock.monotonic() + kWarmUp, stop, [] { return false; });
    lock.unlock();
    if (stop.stop_requested()) {
        return;
    }
    m_warmingUp = false;
    if (const auto done = m_engine->reload(); !done) {
        m_log.error("Loading the configuration failed; the running one stays", {{"err", done.error().message()}});
    }
}

} // namespace hearth::app
