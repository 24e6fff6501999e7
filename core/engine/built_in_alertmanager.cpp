// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/built_in_alertmanager.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "alertmanager/receivers/notification_templates.h"
#include "api/alertmanager/alertmanager_api.h"
#include "config/alertmanager.h"
#include "engine/desktop_alertmanager.h"
#include "engine/local_alertmanager.h"
#include "engine/own_machine.h"
#include "engine/version.h"
#include "instrument/registry.h"
#include "journal/journal.h"
#include "model/wall_time.h"

namespace hearth::engine {
namespace {

constexpr const char* kJournalName = "journal.sqlite";

/// Without a configuration file: alerts are grouped and kept for people to see, and no message is sent.
constexpr std::string_view kQuietConfig = R"(route:
  receiver: desktop
  group_by: [alertname]
receivers:
  - name: desktop
)";
constexpr const char* kDefaultConfigName = "built-in alertmanager.yml";

void appendBuildFamily(instrument::Families& families) {
    families.push_back({.name = "alertmanager_build_info",
                        .help = "A metric with a constant '1' value labeled by what Hearth was built from.",
                        .type = instrument::FamilyType::kGauge,
                        .metrics = {{.labels = buildLabels(), .value = 1}}});
}

alertmanager::PostedAlert postedOf(const notifier::Alert& alert) {
    alertmanager::PostedAlert posted;
    posted.labels = alert.labels;
    posted.annotations = model::Labels::fromPairs({alert.annotations.begin(), alert.annotations.end()});
    posted.generatorUrl = alert.generatorUrl;
    posted.startsAt = model::timestampOf(alert.startsAt);
    posted.endsAt = model::timestampOf(alert.endsAt);
    return posted;
}

alertmanager::AlertTransition transitionOf(const rules::AlertTransition& transition) {
    alertmanager::AlertTransition told;
    told.time = model::timestampOf(transition.at);
    told.fingerprint = alertmanager::fingerprintOf(transition.labels);
    told.labels = transition.labels;
    told.source = "rule";
    told.from = rules::alertStateText(transition.from);
    told.to = rules::alertStateText(transition.to);
    told.value = transition.value;
    return told;
}

alertmanager::ShowOnDesktop desktopOf(const AlertmanagerOptions& options) {
    if (!options.showOnDesktop) {
        return {};
    }
    return [show = options.showOnDesktop](alertmanager::DesktopMessage message, alertmanager::DesktopAnswer answer) {
        show(desktopNotificationOf(std::move(message)), std::move(answer));
    };
}

} // namespace

Result<BuiltInAlertmanager::Config> BuiltInAlertmanager::readConfig(const AlertmanagerOptions& options,
                                                                    const Seams& seams, const Log& log) {
    const auto dialect = config::machineDialect(seams.files, options.syntax);
    const bool isBuiltIn =
        options.configPath.empty() || (options.configMayBeMissing && !seams.files.exists(options.configPath));
    auto read = isBuiltIn ? config::parseAlertmanager(options.showOnDesktop ? kDesktopAlertmanager : kQuietConfig,
                                                      kDefaultConfigName, dialect)
                          : config::loadAlertmanager(options.configPath, seams.files, dialect);
    if (!read) {
        // A file that cannot be read, or that asks for what there is not, is a wrong input like one that is malformed.
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("the Alertmanager's configuration: {}", read.error().message()));
    }
    for (const auto& warning : read->warnings) {
        log.warn(warning);
    }
    return std::make_shared<const alertmanager::Options>(*std::move(read));
}

BuiltInAlertmanager::BuiltInAlertmanager(AlertmanagerOptions options, Parts parts)
    : m_options(std::move(options))
    , m_parts(parts)
    , m_log(m_parts.log.component("alertmanager"))
    , m_gathering(m_registry.onGather([](instrument::Families& families) {
        instrument::appendProcessMetrics(families);
        appendBuildFamily(families);
    }))
    , m_network(m_parts.seams.makeTransport()) {}

BuiltInAlertmanager::~BuiltInAlertmanager() {
    m_isOpen = false;
    m_server.reset();
    m_keeper.reset();
    if (m_alertmanager) {
        m_alertmanager->stop();
    }
}

Result<std::unique_ptr<BuiltInAlertmanager>> BuiltInAlertmanager::open(AlertmanagerOptions options,
                                                                       const std::string& directory,
                                                                       const Config& config, Parts parts) {
    std::unique_ptr<BuiltInAlertmanager> opened(new BuiltInAlertmanager(std::move(options), parts));
    HEARTH_TRY(opened->openJournal(directory));
    opened->build();
    if (opened->m_options.serves) {
        HEARTH_TRY(opened->serve());
    }
    HEARTH_TRY(opened->apply(config));
    opened->m_alertmanager->start();
    opened->m_keeper->beginWhereNeeded();
    opened->m_isOpen = true;
    if (!opened->m_url.empty()) {
        opened->m_log.info("Alertmanager is ready", {{"url", opened->m_url}});
    }
    return opened;
}

Result<void> BuiltInAlertmanager::openJournal(const std::string& directory) {
    auto& files = m_parts.seams.files;
    const auto place = m_options.directory.empty() ? directory : m_options.directory;
    HEARTH_TRY(files.createDirectories(place));
    m_journal = HEARTH_TRY(journal::Journal::open(files, place + "/" + kJournalName, m_parts.seams.clock, m_log));
    if (m_journal->damage()) {
        m_log.error(*m_journal->damage());
    }
    return {};
}

Result<std::shared_ptr<const alertmanager::NotificationTemplates>>
BuiltInAlertmanager::loadTemplates(const alertmanager::Options& options) const {
    return alertmanager::NotificationTemplates::load(options.templates, m_parts.seams.clock, m_parts.seams.files,
                                                     m_externalUrl);
}

void BuiltInAlertmanager::build() {
    m_externalUrl = m_options.externalUrl;
    m_alertmanager = std::make_unique<alertmanager::Alertmanager>(alertmanager::Parts{
        .journal = *m_journal,
        .clock = m_parts.seams.clock,
        .files = m_parts.seams.files,
        .network = *m_network,
        .random = systemRandom(),
        .registry = m_registry,
        .log = m_log,
        .limits = m_options.limits,
        .loadTemplates = [this](const alertmanager::Options& options) { return loadTemplates(options); },
        .expandRouteLabels = alertmanager::expandRouteLabels,
        .showOnDesktop = desktopOf(m_options),
    });
    m_source = makeLocalAlertmanager(
        *m_alertmanager, m_options.syntax, m_parts.seams.clock, [this] { return reload(); },
        [this] { m_keeper->begin(); });
    m_keeper = std::make_unique<AcknowledgementKeeper>(*m_source, m_parts.seams.clock, m_log);
    api::alertmanager::AlertmanagerApiOptions api;
    api.routePrefix = m_options.routePrefix;
    api.concurrentGets = m_options.concurrentGets;
    m_api = std::make_unique<api::alertmanager::AlertmanagerApi>(std::move(api), *m_source, m_parts.workers, m_registry,
                                                                 m_parts.seams.clock);
}

Result<void> BuiltInAlertmanager::serve() {
    const auto handler = [this, handle = m_api->handler()](http::ServerRequest request, http::Responder respond) {
        if (!m_isOpen) {
            return respond(http::ServerResponse::text(503, "Service Unavailable\n"));
        }
        handle(std::move(request), std::move(respond));
    };
    auto web = m_options.web;
    auto server = http::Server::start(web, handler, m_log);
    if (!server && server.error().code() == ErrorCode::kConflict && m_options.anyPortWhereTaken) {
        m_log.warn("Serving on another port", {{"err", server.error().message()}});
        web.listenAddresses.front() = withAnyPort(web.listenAddresses.front());
        server = http::Server::start(web, handler, m_log);
    }
    m_server = HEARTH_TRY(std::move(server));
    m_url = reachableUrl(web.listenAddresses.front(), m_server->ports().front()) +
            (m_options.routePrefix == "/" ? std::string() : m_options.routePrefix);
    if (m_externalUrl.empty()) {
        m_externalUrl = m_url;
    }
    return {};
}

std::vector<std::uint16_t> BuiltInAlertmanager::ports() const {
    return m_server ? m_server->ports() : std::vector<std::uint16_t>();
}

Result<void> BuiltInAlertmanager::apply(Config config) {
    const std::lock_guard lock(m_applying);
    return applyWithOwn(std::move(config));
}

/// With m_applying held.
Result<void> BuiltInAlertmanager::applyWithOwn(Config config) {
    auto complete = std::make_shared<alertmanager::Options>(*config);
    std::ranges::copy(m_ownInhibitions, std::back_inserter(complete->inhibitRules));
    HEARTH_TRY(m_alertmanager->load(std::move(complete)));
    m_config = std::move(config);
    return {};
}

void BuiltInAlertmanager::inhibit(std::vector<alertmanager::InhibitRuleOptions> rules) {
    const std::lock_guard lock(m_applying);
    m_ownInhibitions = std::move(rules);
    if (const auto applied = applyWithOwn(m_config); !applied) {
        m_log.error("Inhibition rules could not be put into force", {{"err", applied.error().message()}});
    }
}

Result<backtest::Notifying> BuiltInAlertmanager::notifying() {
    backtest::Notifying now;
    {
        const std::lock_guard lock(m_applying);
        now.options = m_config;
    }
    const auto silences = HEARTH_TRY(m_alertmanager->silences({}));
    for (const auto& view : silences) {
        now.silences.push_back(*view.silence);
    }
    return now;
}

Result<BuiltInAlertmanager::Config> BuiltInAlertmanager::prepare() {
    auto config = readConfig(m_options, m_parts.seams, m_log);
    if (config) {
        if (auto templates = loadTemplates(**config); !templates) {
            config = std::unexpected(std::move(templates).error());
        }
    }
    if (!config) {
        m_alertmanager->noteRefusedConfig();
    }
    return config;
}

Result<void> BuiltInAlertmanager::reload() {
    const std::lock_guard lock(m_reloading);
    return apply(HEARTH_TRY(prepare()));
}

void BuiltInAlertmanager::take(std::vector<notifier::AlertPtr> alerts) {
    std::vector<alertmanager::PostedAlert> posted;
    posted.reserve(alerts.size());
    for (const auto& alert : alerts) {
        posted.push_back(postedOf(*alert));
    }
    take(std::move(posted));
}

void BuiltInAlertmanager::post(alertmanager::PostedAlert alert) {
    std::vector<alertmanager::PostedAlert> posted;
    posted.push_back(std::move(alert));
    take(std::move(posted));
}

void BuiltInAlertmanager::take(std::vector<alertmanager::PostedAlert> posted) {
    const auto done = [log = m_log](const Result<alertmanager::Received>& received) {
        if (!received) {
            log.error("Alerts were not kept; they are told again", {{"err", received.error().message()}});
            return;
        }
        for (const auto& rejected : received->rejected) {
            log.error("An alert was refused", {{"err", rejected.reason}});
        }
    };
    if (const auto queued = m_alertmanager->receiveLater(std::move(posted), done); !queued) {
        done(std::unexpected(queued.error()));
    }
}

OwnAlertmanager BuiltInAlertmanager::forRules() {
    return {.receive = [this](std::vector<notifier::AlertPtr> alerts) { take(std::move(alerts)); },
            .observe =
                [this](const rules::AlertTransition& transition) {
                    m_alertmanager->recordTransition(transitionOf(transition));
                },
            .url = m_url.empty() ? std::string() : m_url + "/api/v2/alerts"};
}

} // namespace hearth::engine
