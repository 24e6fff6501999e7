// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/machine.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "http/transport.h"
#include "journal/journal.h"

namespace hearth::alertmanager {
namespace {

/// A wait ends at the latest after this, so that nothing hangs on a lost wake-up or a clock that was set.
constexpr std::chrono::seconds kLongestWait{60};
constexpr std::chrono::seconds kCountsEvery{1};

} // namespace

Alertmanager::Machine::Machine(Parts parts)
    : m_parts(std::move(parts))
    , m_random(m_parts.random)
    , m_startedAt(m_parts.clock.nowMs())
    , m_metrics(m_parts.registry)
    , m_storeMetrics(m_parts.registry)
    , m_silenceMetrics(m_parts.registry)
    , m_notifyMetrics(m_parts.registry)
    , m_logMetrics(m_parts.registry)
    , m_alerts(m_storeMetrics, {.alerts = m_parts.limits.alerts, .perName = m_parts.limits.alertsPerName})
    , m_silences(m_parts.journal, m_parts.clock, m_random, m_silenceMetrics,
                 {.retention = m_parts.limits.retention,
                  .count = m_parts.limits.silences,
                  .bytes = m_parts.limits.silenceBytes},
                 m_parts.log)
    , m_log(m_logMetrics, m_parts.clock, m_parts.limits.retention)
    , m_tracer({.retention = m_parts.limits.retention})
    , m_deliveries(m_parts.clock, m_random, m_log, m_tracer, m_parts.log)
    , m_dispatcher({.clock = m_parts.clock,
                    .alerts = m_alerts,
                    .silences = m_silences,
                    .log = m_log,
                    .deliveries = m_deliveries,
                    .tracer = m_tracer,
                    .notifyMetrics = m_notifyMetrics,
                    .metrics = m_storeMetrics,
                    .lines = m_parts.log},
                   {.groups = m_parts.limits.groups, .startDelay = m_parts.limits.startDelay})
    , m_tests(m_parts.clock, {})
    , m_persistence({.journal = m_parts.journal,
                     .clock = m_parts.clock,
                     .alerts = m_alerts,
                     .log = m_log,
                     .tracer = m_tracer,
                     .metrics = m_metrics,
                     .lines = m_parts.log})
    , m_sleep(m_parts.clock)
    , m_nextMaintenance(m_parts.clock.monotonic() + std::chrono::milliseconds(m_parts.limits.maintenanceInterval))
    , m_nextGc(m_parts.clock.monotonic() + std::chrono::milliseconds(m_parts.limits.alertsGcInterval))
    , m_calls(m_parts.limits.queuedCalls) {
    m_storeMetrics.perNameLimit.set(static_cast<double>(m_parts.limits.alertsPerName));
}

Alertmanager::Machine::~Machine() {
    stop();
}

Result<void> Alertmanager::Machine::post(CallQueue::Call call) {
    if (m_stopped) {
        return fail(ErrorCode::kUnavailable, "the Alertmanager has stopped");
    }
    if (!m_threaded || isNotifyThread()) {
        call();
        return {};
    }
    HEARTH_TRY(m_calls.post(std::move(call)));
    m_parts.network.wake();
    return {};
}

void Alertmanager::Machine::start() {
    m_threaded = true;
    m_thread = std::jthread([this](const std::stop_token& stop) {
        nameThisThread("notify");
        m_threadId = std::this_thread::get_id();
        while (!stop.stop_requested()) {
            const auto next = step();
            m_parts.network.poll(std::min(next, m_parts.clock.monotonic() + kLongestWait));
        }
    });
}

void Alertmanager::Machine::stop() {
    if (m_stopped.exchange(true)) {
        return;
    }
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_parts.network.wake();
        m_thread.join();
    }
    // Those that wait for an answer learn that there will be none.
    m_calls.close();
    if (m_dispatcher.setup()) {
        static_cast<void>(m_persistence.commit());
    }
}

std::shared_ptr<const Options> Alertmanager::Machine::options() const {
    const std::scoped_lock lock(m_optionsMutex);
    return m_options;
}

void Alertmanager::Machine::makeCalls() {
    for (auto& call : m_calls.take()) {
        call();
    }
}

MonotonicTime Alertmanager::Machine::step() {
    makeCalls();
    // What integrations achieved since the last step goes to the log before anything new begins.
    m_persistence.step();
    if (m_dispatcher.setup()) {
        noteSleep();
        noteExpired();
        m_deliveries.step();
        m_dispatcher.step();
        m_tests.step();
        maintain();
        m_persistence.step();
    }
    finishStep();
    return nextDue();
}

void Alertmanager::Machine::finishStep() {
    const auto now = m_parts.clock.monotonic();
    if (m_countsChanged && now >= m_nextCounts) {
        m_dispatcher.showCounts();
        m_countsChanged = false;
        m_nextCounts = now + kCountsEvery;
    }
    m_changed = m_changed || m_dispatcher.version() != std::exchange(m_seenVersion, m_dispatcher.version());
    const auto wall = m_parts.clock.nowMs();
    if (m_changed || wall >= m_silencesChange) {
        m_changed = true;
        m_silences.showCounts(wall);
        m_silencesChange = m_silences.nextChange(wall).value_or(model::kMaxTimestamp);
    }
    if (std::exchange(m_changed, false)) {
        m_countsChanged = true;
        m_snapshot.reset();
        m_listeners.call();
    }
}

/// At most a day ahead: people write ends that lie centuries away.
MonotonicTime Alertmanager::Machine::monotonicOf(model::TimestampMs time) const {
    const auto now = m_parts.clock.nowMs();
    const auto wait = time <= now ? 0 : std::min(time, now + model::kDayMs) - now;
    return m_parts.clock.monotonic() + std::chrono::milliseconds(wait);
}

MonotonicTime Alertmanager::Machine::nextDue() const {
    if (!m_dispatcher.setup()) {
        return MonotonicTime::max();
    }
    auto next = std::min({m_deliveries.nextDue(), m_dispatcher.nextDue(), m_persistence.nextDue(), m_tests.nextDue(),
                          m_nextMaintenance, m_nextGc});
    if (m_countsChanged) {
        next = std::min(next, m_nextCounts);
    }
    if (const auto expiry = m_alerts.nextExpiry(); expiry != 0) {
        next = std::min(next, monotonicOf(expiry));
    }
    return std::min(next, monotonicOf(m_silencesChange));
}

void Alertmanager::Machine::maintain() {
    const auto monotonic = m_parts.clock.monotonic();
    const auto now = m_parts.clock.nowMs();
    if (monotonic >= m_nextGc) {
        m_nextGc = monotonic + std::chrono::milliseconds(m_parts.limits.alertsGcInterval);
        for (const auto fingerprint : m_alerts.collectGarbage(now)) {
            m_silences.forget(fingerprint);
        }
    }
    if (monotonic >= m_nextMaintenance) {
        m_nextMaintenance = monotonic + std::chrono::milliseconds(m_parts.limits.maintenanceInterval);
        m_dispatcher.setup()->inhibitor.removeResolved(now);
        m_silences.collectGarbage(now);
        m_silences.showCounts(now);
        m_log.collectGarbage(now);
        pruneTrace();
    }
}

void Alertmanager::Machine::pruneTrace() {
    const auto pruned = m_parts.journal.write(
        [&](journal::Database& database) { return m_tracer.prune(database, m_parts.clock.nowMs()); });
    if (!pruned) {
        m_logMetrics.maintenanceErrors.increment();
        m_parts.log.error("the trace cannot be pruned", {{"err", pruned.error().message()}});
    }
    showJournalSize();
}

void Alertmanager::Machine::showJournalSize() {
    const auto bytes = static_cast<double>(m_parts.journal.sizeBytes());
    m_metrics.journalBytes.set(bytes);
    m_logMetrics.snapshotSize.set(bytes);
    m_silenceMetrics.snapshotSize.set(bytes);
}

} // namespace hearth::alertmanager
