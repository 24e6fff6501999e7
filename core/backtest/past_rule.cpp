// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/past_rule.h"

#include "backtest/messages.h"
#include "backtest/unit_test.h"

namespace hearth::backtest {
namespace {

rules::AlertTimings timingsOf(model::DurationMs holdFor, model::DurationMs keepFiringFor) {
    return {.holdFor = std::chrono::milliseconds(holdFor), .keepFiringFor = std::chrono::milliseconds(keepFiringFor)};
}

} // namespace

PastRule::PastRule(Parts parts)
    : m_parts(std::move(parts))
    , m_timeline(m_parts.instants, m_parts.gaps)
    , m_texts(m_parts.query.name, m_parts.query.labels, m_parts.query.annotations)
    , m_replay(m_parts.history, m_parts.plan, m_timeline, m_texts, m_parts.surroundings.alerts)
    , m_timings(timingsOf(m_parts.query.holdFor, m_parts.query.keepFiringFor)) {}

datasource::BacktestOutcome PastRule::run(std::optional<double> threshold) const {
    return m_replay.run(m_timings, threshold);
}

void PastRule::setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor) {
    m_timings = timingsOf(holdFor, keepFiringFor);
}

std::optional<datasource::BacktestAlert> PastRule::alertOf(std::size_t index) const {
    const auto& series = m_parts.history.series[index];
    if (series.values.empty()) {
        return std::nullopt;
    }
    const PastResult newest{series.labels, series.values.back(), series.timestamps.back()};
    Identities identities(m_texts, m_parts.surroundings.alerts);
    std::set<std::string> problems;
    datasource::BacktestAlert alert;
    alert.labels = identities.labels(identities.of(newest));
    alert.annotations = identities.annotations(newest, problems);
    return alert;
}

std::optional<model::Labels> PastRule::sentLabels(const model::Labels& labels) const {
    const auto& notifying = m_parts.notifying;
    return notifying && *notifying && (*notifying)->sentLabels ? (*notifying)->sentLabels(labels) : labels;
}

Result<std::vector<datasource::BacktestNotification>>
PastRule::notifications(const datasource::BacktestOutcome& outcome, std::stop_token stop) const {
    if (!m_parts.notifying) {
        return fail(ErrorCode::kUnsupported, "there is no Alertmanager here that could say which messages go out");
    }
    if (!*m_parts.notifying) {
        return std::unexpected(m_parts.notifying->error());
    }
    return messagesOf(outcome, m_timeline, m_parts.query.range.end, **m_parts.notifying, std::move(stop));
}

} // namespace hearth::backtest
