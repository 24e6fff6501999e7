// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/past_world.h"

#include <fmt/format.h>

namespace hearth::tests {
namespace {

using namespace std::chrono_literals;

constexpr Nanoseconds kScrapes = 15s;

model::TimestampMs milliseconds(WallTime time) {
    return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

FakeFileSystem& withRules(FakeFileSystem& files, const std::string& rules) {
    files.replaceAtomically("/rules.yml", rules).value();
    return files;
}

} // namespace

std::string PastWorld::message(model::TimestampMs time, const std::string& integration, const model::Labels& group,
                               std::size_t firing, std::size_t resolved) {
    return fmt::format("{} {}{} {} {}", time, integration, group.toString(), firing, resolved);
}

PastWorld::PastWorld(std::uint64_t seed, const std::string& rules)
    : m_random(seed)
    , m_db(tsdb::Db::open({.directory = "/data", .storageThread = false}, withRules(m_files, rules), m_clock,
                          m_registry, {})
               .value())
    , m_query({}, *m_db, m_workers, m_clock, m_registry)
    , m_rules({}, surroundings(), m_registry, {}) {
    m_source.onQueryRange = [this](const datasource::RangeQuery& query, std::stop_token stop) {
        return m_query.range(query.expression, query.range, query.step, {query.lookback, query.timeout}, stop);
    };
    makeSeries();
    makeAlertmanager();
    m_rules.update({.evaluationInterval = 15'000, .files = {"/rules.yml"}}).value();
}

void PastWorld::makeSeries() {
    for (const auto* const name : {"m0", "m1", "m2_total"}) {
        for (const auto* const a : {"x", "y"}) {
            for (const auto* const b : {"1", "2"}) {
                m_series.push_back({.labels = {{"__name__", name}, {"a", a}, {"b", b}, {"g", "hearth"}}});
            }
        }
    }
    const auto appender = m_db->appender();
    for (auto& series : m_series) {
        series.ref = appender->series(series.labels).value();
        series.isThere = chance(4) != 0;
    }
    appender->commit().value();
}

void PastWorld::makeAlertmanager() {
    alertmanager::Options options;
    options.route.receiver = "team";
    options.route.groupBy = std::vector<std::string>{"alertname", "a"};
    options.route.groupWait = 30'000;
    options.route.groupInterval = 2 * model::kMinuteMs;
    options.route.repeatInterval = 40 * model::kMinuteMs;
    options.receivers.push_back(
        {.name = "team",
         .labels = {},
         .integrations = {std::make_shared<FakeIntegrationOptions>(m_service, "webhook[0]"),
                          std::make_shared<FakeIntegrationOptions>(m_service, "webhook[1]", false)}});
    m_options = std::make_shared<const alertmanager::Options>(std::move(options));
    m_service.clock = &m_clock;
    m_journal = journal::Journal::inMemory(m_clock).value();
    m_alertmanager = std::make_unique<alertmanager::Alertmanager>(
        alertmanager::Parts{.journal = *m_journal,
                            .clock = m_clock,
                            .files = m_disk,
                            .network = m_network,
                            .random = seededRandom(1),
                            .registry = m_alertmanagerRegistry,
                            .log = {},
                            .limits = {},
                            .loadTemplates =
                                [this](const alertmanager::Options&) {
                                    return alertmanager::NotificationTemplates::defaults(m_clock, m_disk, {});
                                },
                            .expandRouteLabels = {},
                            .showOnDesktop = {}});
    m_alertmanager->load(m_options).value();
}

rules::Surroundings PastWorld::surroundings() {
    return {.query =
                [this](const std::string& expr, model::TimestampMs time, std::stop_token stop) {
                    auto answer = m_query.instant(expr, time, {}, std::move(stop));
                    m_failures[expr] += answer ? 0 : 1;
                    return answer;
                },
            .storage = *m_db,
            .restoreFrom = *m_db,
            .files = m_files,
            .clock = m_clock,
            .send = [this](std::span<const rules::OutgoingAlert> alerts) { send(alerts); },
            .observe = [this](std::span<const rules::AlertTransition> changes) { observe(changes); },
            .execute = {}};
}

void PastWorld::observe(std::span<const rules::AlertTransition> transitions) {
    for (const auto& transition : transitions) {
        auto& lives = m_lives[transition.rule][transition.labels.toString()];
        const auto at = milliseconds(transition.at);
        if (transition.to == rules::AlertState::kPending) {
            lives.push_back(fmt::format("{}", at));
        } else {
            lives.back() +=
                fmt::format(" {}={}", transition.to == rules::AlertState::kFiring ? "fired" : "resolved", at);
        }
    }
}

void PastWorld::send(std::span<const rules::OutgoingAlert> alerts) {
    std::vector<alertmanager::PostedAlert> posted;
    for (const auto& alert : alerts) {
        posted.push_back({.labels = alert.labels,
                          .annotations = {},
                          .generatorUrl = {},
                          .startsAt = milliseconds(alert.startsAt),
                          .endsAt = milliseconds(alert.endsAt)});
    }
    m_alertmanager->receive(std::move(posted)).value();
}

void PastWorld::silence(const std::string& alert, Nanoseconds from, Nanoseconds to) {
    alertmanager::Silence silence;
    silence.matchers = {model::Matcher::equal("alertname", alert)};
    silence.startsAt = milliseconds(m_clock.now() + from);
    silence.endsAt = milliseconds(m_clock.now() + to);
    silence.createdBy = "test";
    silence.comment = "test";
    m_silences.push_back(silence);
    m_alertmanager->setSilence(silence).value();
}

void PastWorld::change(Series& series, std::vector<storage::RefSample>& samples) {
    const auto now = m_clock.nowMs();
    if (!series.isThere) {
        series.isThere = chance(60) == 0;
        return;
    }
    if (chance(80) == 0) {
        series.isThere = false;
        if (chance(2) == 0) {
            samples.push_back({series.ref, now, model::staleNan()});
        }
        return;
    }
    if (chance(12) == 0) {
        series.value = static_cast<double>(chance(7)) - 1;
    }
    const auto odd = chance(150);
    const auto shown = odd == 0 ? model::normalNan() : odd == 1 ? HUGE_VAL : series.value;
    samples.push_back({series.ref, now, shown});
}

void PastWorld::scrape() {
    const auto appender = m_db->appender();
    std::vector<storage::Rejection> rejections;
    std::vector<storage::RefSample> samples;
    for (auto& series : m_series) {
        change(series, samples);
    }
    appender->append(samples, rejections);
    appender->commit().value();
}

void PastWorld::live(Nanoseconds duration) {
    const auto end = m_clock.monotonic() + duration;
    auto nextScrape = m_clock.monotonic();
    while (m_clock.monotonic() < end) {
        if (m_clock.monotonic() >= nextScrape) {
            scrape();
            nextScrape += kScrapes;
        }
        const auto due = m_alertmanager->step();
        const auto next = std::min({due, nextScrape, m_rules.nextDue(), end});
        m_rules.runUntil(next);
        m_clock.advanceTo(next);
    }
    for (const auto& sent : m_service.sent) {
        const auto& alerts = sent.notification->alerts;
        const auto firing = std::ranges::count(alerts, 0, &alertmanager::Alert::endsAt);
        m_messages[std::string(sent.notification->groupLabels.value("alertname"))].push_back(
            message(sent.notification->now, sent.integration, sent.notification->groupLabels,
                    static_cast<std::size_t>(firing), alerts.size() - static_cast<std::size_t>(firing)));
    }
}

} // namespace hearth::tests
