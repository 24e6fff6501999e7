// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "alertmanager/machine.h"
#include "instrument/timed.h"
#include "journal/journal.h"

namespace hearth::alertmanager {

Result<void> Alertmanager::Machine::restore(const Options& options) {
    const auto now = m_parts.clock.nowMs();
    HEARTH_TRY(m_silences.restore(now));
    return m_parts.journal.read([&](journal::Database& database) -> Result<void> {
        HEARTH_TRY(m_tracer.restore(database));
        HEARTH_TRY(m_log.restore(database));
        m_deliveries.restoreLast();
        return m_alerts.restore(database, m_parts.journal.lastCommitBefore(), now, options.resolveTimeout);
    });
}

IntegrationTools Alertmanager::Machine::toolsFor(const NotificationTemplates& templates) {
    return {.network = m_parts.network,
            .files = m_parts.files,
            .clock = m_parts.clock,
            .templates = templates,
            .random = m_random,
            .log = m_parts.log,
            .allowCommands = m_parts.limits.allowCommands,
            .showOnDesktop = m_parts.showOnDesktop,
            .record = nullptr};
}

void Alertmanager::Machine::testReceiver(const std::string& receiver, const std::string& integration,
                                         ReceiverTests::Done done) {
    const auto setup = m_dispatcher.setup();
    if (!setup) {
        return done(fail(ErrorCode::kUnavailable, "no configuration is loaded"));
    }
    const auto found = std::ranges::find(setup->options->receivers, receiver, &ReceiverOptions::name);
    if (found == setup->options->receivers.end()) {
        return done(fail(ErrorCode::kNotFound, "there is no receiver of this name"));
    }
    m_tests.begin(
        {.keepsAlive = setup, .receiver = &*found, .integration = integration, .tools = toolsFor(*setup->templates)},
        std::move(done));
}

std::shared_ptr<Setup> Alertmanager::Machine::build(std::shared_ptr<const Options> options,
                                                    std::shared_ptr<const NotificationTemplates> templates) {
    const auto setup = std::make_shared<Setup>(Setup{.options = options,
                                                     .templates = std::move(templates),
                                                     .route = Route::build(options->route),
                                                     .receivers = {},
                                                     .inhibitor = Inhibitor(options->inhibitRules),
                                                     .expandRouteLabels = {}});
    if (m_parts.expandRouteLabels) {
        setup->expandRouteLabels = [expand = m_parts.expandRouteLabels, texts = setup->templates](
                                       const Notification& notification) { return expand(*texts, notification); };
    }
    const auto tools = toolsFor(*setup->templates);
    for (const auto& written : options->receivers) {
        Receiver receiver{.name = written.name, .labels = written.labels, .integrations = {}};
        // Alertmanager counts the integrations of a receiver by kind.
        std::map<std::string, std::int64_t> counts;
        for (const auto& entry : written.integrations) {
            std::string kind(entry->kind());
            const auto position = counts[kind]++;
            receiver.integrations.push_back({.kind = kind,
                                             .position = position,
                                             .name = kind + '[' + std::to_string(position) + ']',
                                             .sendsResolved = entry->sendsResolved(),
                                             .integration = entry->build(tools),
                                             .metrics = m_notifyMetrics.kind(kind)});
        }
        setup->receivers.emplace(written.name, std::move(receiver));
    }
    return setup;
}

Result<void> Alertmanager::Machine::load(std::shared_ptr<const Options> options,
                                         std::shared_ptr<const NotificationTemplates> templates) {
    if (!m_dispatcher.setup()) {
        HEARTH_TRY(restore(*options));
        showJournalSize();
    }
    m_dispatcher.load(build(options, std::move(templates)));
    m_metrics.showConfig(*options, static_cast<double>(m_parts.clock.nowMs()) / model::kSecondMs);
    {
        const std::scoped_lock lock(m_optionsMutex);
        m_options = std::move(options);
    }
    m_changed = true;
    return {};
}

void Alertmanager::Machine::receive(std::vector<PostedAlert> posted, ReceiveDone done) {
    if (!m_dispatcher.setup()) {
        done(fail(ErrorCode::kUnavailable, "no configuration is loaded"));
        return;
    }
    Received received;
    for (std::size_t i = 0; i < posted.size(); ++i) {
        receiveOne(std::move(posted[i]), i, received);
    }
    m_changed = m_changed || received.stored > 0;
    m_persistence.acknowledge(
        [received = std::move(received), done = std::move(done)](const Result<void>& committed) mutable {
            done(committed ? Result<Received>(std::move(received)) : std::unexpected(committed.error()));
        });
}

void Alertmanager::Machine::receiveOne(PostedAlert posted, std::size_t index, Received& received) {
    const auto now = m_parts.clock.nowMs();
    auto alert = completed(std::move(posted), now, m_dispatcher.setup()->options->resolveTimeout);
    (alert.endsAt > now ? m_storeMetrics.receivedFiring : m_storeMetrics.receivedResolved).increment();
    if (auto fault = faultOf(alert); !fault.empty()) {
        m_storeMetrics.invalid.increment();
        received.rejected.push_back({.index = index, .reason = std::move(fault)});
        return;
    }
    const auto fingerprint = alert.fingerprint;
    const auto change = m_alerts.put(std::move(alert), now);
    if (!change) {
        m_tracer.add(fingerprint, nullptr,
                     {.kind = TraceEvent::Kind::kRejected, .time = now, .detail = change.error().message()});
        return;
    }
    ++received.stored;
    if (change->turned) {
        noteTurn(*change);
    }
    instrument::timed(m_parts.clock, m_storeMetrics.processing,
                      [&] { m_dispatcher.route(change->after, change->turned); });
}

void Alertmanager::Machine::noteTurn(const AlertStore::Change& change) {
    const auto now = m_parts.clock.nowMs();
    const auto& alert = *change.after;
    const auto* const to = alert.isResolvedAt(now) ? "resolved" : "firing";
    m_tracer.add(alert.fingerprint, nullptr, {.kind = TraceEvent::Kind::kReceived, .time = now, .to = to});
    std::string from;
    if (change.before) {
        from = change.before->isResolvedAt(now) ? "resolved" : "firing";
    }
    m_tracer.transition({.time = now,
                         .fingerprint = alert.fingerprint,
                         .labels = alert.labels,
                         .source = "alertmanager",
                         .from = std::move(from),
                         .to = to});
}

void Alertmanager::Machine::noteExpired() {
    const auto now = m_parts.clock.nowMs();
    for (const auto& alert : m_alerts.takeExpired(now)) {
        m_changed = true;
        m_tracer.add(alert->fingerprint, nullptr, {.kind = TraceEvent::Kind::kExpired, .time = alert->endsAt});
        m_tracer.transition({.time = alert->endsAt,
                             .fingerprint = alert->fingerprint,
                             .labels = alert->labels,
                             .source = "alertmanager",
                             .from = "firing",
                             .to = "resolved"});
    }
}

/// While the machine was suspended nobody could repeat an alert: those that fired then fire on, until somebody had the
/// time to say otherwise. Until then nothing is told.
void Alertmanager::Machine::noteSleep() {
    const auto sleep = m_sleep.take();
    if (!sleep) {
        return;
    }
    const auto milliseconds = [](auto time) { return std::chrono::ceil<std::chrono::milliseconds>(time).count(); };
    const auto now = m_parts.clock.nowMs();
    for (const auto& alert : m_alerts.prolong(milliseconds(sleep->begin.time_since_epoch()),
                                              milliseconds(sleep->length() + kSleepGrace), now)) {
        m_dispatcher.route(alert, false);
    }
    m_dispatcher.holdUntil(m_parts.clock.monotonic() + kSleepGrace);
    m_changed = true;
}

void Alertmanager::Machine::recordTransition(AlertTransition transition) {
    transition.source = "rule";
    if (transition.fingerprint == 0) {
        transition.fingerprint = fingerprintOf(transition.labels);
    }
    m_tracer.add(transition.fingerprint, nullptr,
                 {.kind = TraceEvent::Kind::kRule,
                  .time = transition.time,
                  .from = transition.from,
                  .to = transition.to,
                  .value = transition.value});
    m_tracer.transition(std::move(transition));
}

Result<std::shared_ptr<const Snapshot>> Alertmanager::Machine::snapshot() {
    if (!m_dispatcher.setup()) {
        return fail(ErrorCode::kUnavailable, "no configuration is loaded");
    }
    const auto now = m_parts.clock.nowMs();
    if (m_changed || !m_snapshot || now > m_snapshot->validUntil) {
        m_snapshot = takeSnapshot(m_dispatcher, m_alerts, m_silences, now);
    }
    return m_snapshot;
}

} // namespace hearth::alertmanager
