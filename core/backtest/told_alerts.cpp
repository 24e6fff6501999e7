// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/told_alerts.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/active_alert.h"

namespace hearth::backtest {
namespace {

using datasource::BacktestSpan;

WallTime clockTime(const Timeline& timeline, std::size_t step) {
    return WallTime(std::chrono::milliseconds(timeline.clockOf(step)));
}

/// Tells one alert through one of its spans.
class Teller {
  public:
    Teller(const std::vector<model::TimestampMs>& failed, const Timeline& timeline, const Notifying& notifying,
           std::vector<ToldAlert>& out)
        : m_failed(failed)
        , m_timeline(timeline)
        , m_interval(std::chrono::milliseconds(timeline.interval()))
        , m_resendDelay(std::chrono::milliseconds(notifying.resendDelay))
        , m_out(out) {}

    /// `end`: the step at which the alert begins anew, or the last one.
    void tell(const alertmanager::PostedAlert& posted, const BacktestSpan& span, std::size_t end) {
        const auto fired = m_timeline.stepAt(*span.firedAt);
        const auto resolved = span.resolvedAt ? m_timeline.stepAt(*span.resolvedAt) : m_timeline.size();
        rules::ActiveAlert alert;
        alert.state = rules::AlertState::kFiring;
        alert.firedAt = clockTime(m_timeline, fired);
        for (auto step = fired; step < end; ++step) {
            const auto at = clockTime(m_timeline, step);
            if (step == resolved) {
                alert.state = rules::AlertState::kInactive;
                alert.resolvedAt = at;
            }
            if (alert.resolvedAt && at - *alert.resolvedAt > rules::kResolvedRetention) {
                return;
            }
            if (alert.needsSending(at, m_resendDelay) &&
                !std::ranges::binary_search(m_failed, m_timeline.timeOf(step))) {
                alert.markSent(at, m_resendDelay, m_interval);
                add(step, posted, span, alert);
            }
        }
    }

  private:
    void add(std::size_t step, const alertmanager::PostedAlert& posted, const BacktestSpan& span,
             const rules::ActiveAlert& alert) {
        auto& told = m_out.emplace_back(ToldAlert{.step = static_cast<std::uint32_t>(step), .alert = posted});
        told.alert.startsAt = *span.firedAt;
        told.alert.endsAt =
            m_timeline.wallOf(std::chrono::floor<std::chrono::milliseconds>(alert.endsAt().time_since_epoch()).count());
    }

    const std::vector<model::TimestampMs>& m_failed;
    const Timeline& m_timeline;
    const Nanoseconds m_interval;
    const Nanoseconds m_resendDelay;
    std::vector<ToldAlert>& m_out;
};

} // namespace

Result<std::vector<ToldAlert>> toldAlerts(const datasource::BacktestOutcome& outcome, const Timeline& timeline,
                                          const Notifying& notifying, std::size_t limit) {
    std::vector<ToldAlert> out;
    Teller teller(outcome.failed, timeline, notifying, out);
    for (const auto& alert : outcome.alerts) {
        const auto sent = notifying.sentLabels ? notifying.sentLabels(alert.labels) : alert.labels;
        if (!sent) {
            continue;
        }
        alertmanager::PostedAlert posted;
        posted.labels = *sent;
        posted.annotations = model::Labels::fromPairs({alert.annotations.begin(), alert.annotations.end()});
        for (std::size_t i = 0; i < alert.spans.size(); ++i) {
            if (!alert.spans[i].firedAt) {
                continue;
            }
            const bool isLast = i + 1 == alert.spans.size();
            teller.tell(posted, alert.spans[i],
                        isLast ? timeline.size() : timeline.stepAt(alert.spans[i + 1].activeAt));
            if (out.size() > limit) {
                return fail(ErrorCode::kLimit, fmt::format("alerts are told more than {} times: too many fire for too "
                                                           "long to say which messages go out",
                                                           limit));
            }
        }
    }
    std::ranges::stable_sort(out, {}, &ToldAlert::step);
    return out;
}

} // namespace hearth::backtest
