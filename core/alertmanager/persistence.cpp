// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/persistence.h"

#include "journal/journal.h"

namespace hearth::alertmanager {
namespace {

/// What is only for people to look at may be so old before it is written.
constexpr std::chrono::seconds kTraceWaits{1};
/// That alerts go on, which their senders repeat, is written so often.
constexpr std::chrono::seconds kProlongationsWait{10};
/// Of events that repeat others only the counts are missing.
constexpr std::chrono::seconds kRepeatsWait{60};
/// A disk that failed is tried again after this, or with the next alerts.
constexpr std::chrono::seconds kRetry{1};

} // namespace

MonotonicTime Persistence::nextDue() const {
    if (m_around.alerts.hasUrgentNews() || m_around.log.hasNews()) {
        return m_failing ? m_lastTry + kRetry : MonotonicTime::min();
    }
    if (m_around.tracer.hasNews()) {
        return m_lastTry + kTraceWaits;
    }
    if (m_around.alerts.hasNews()) {
        return m_lastTry + kProlongationsWait;
    }
    return m_around.tracer.hasRepeats() ? m_lastTry + kRepeatsWait : MonotonicTime::max();
}

void Persistence::acknowledge(Acknowledge done) {
    if (m_around.alerts.hasUrgentNews() || m_failing) {
        m_waiting.push_back(std::move(done));
    } else {
        done({});
    }
}

void Persistence::step() {
    if (!m_waiting.empty() || nextDue() <= m_around.clock.monotonic()) {
        static_cast<void>(commit());
    }
}

Result<void> Persistence::write() {
    return m_around.journal.write([&](journal::Database& database) -> Result<void> {
        HEARTH_TRY(m_around.alerts.save(database, m_around.clock.nowMs()));
        HEARTH_TRY(m_around.log.save(database));
        return m_around.tracer.save(database);
    });
}

Result<void> Persistence::commit() {
    const auto started = m_around.clock.monotonic();
    m_lastTry = started;
    auto result = write();
    const auto ended = m_around.clock.monotonic();
    m_around.metrics.commitDuration.observe(std::chrono::duration<double>(ended - started).count());
    if (result) {
        m_around.alerts.saved();
        m_around.log.saved();
        m_around.tracer.saved();
        m_around.metrics.commits.increment();
    } else {
        m_around.tracer.notSaved();
        m_around.metrics.failedCommits.increment();
    }
    if (m_failing == result.has_value()) {
        m_failing = !result;
        if (m_failing) {
            m_around.lines.error("the journal cannot be written; alerts go on, but would not survive a restart",
                                 {{"err", result.error().message()}});
        } else {
            m_around.lines.info("the journal can be written again");
        }
    }
    for (auto& done : std::exchange(m_waiting, {})) {
        done(result);
    }
    return result;
}

} // namespace hearth::alertmanager
