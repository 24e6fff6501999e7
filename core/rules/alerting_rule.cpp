// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/alerting_rule.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <set>

#include "rules/graph_link.h"
#include "rules/slot_cursor.h"

namespace hearth::rules {
namespace {

Nanoseconds nanoseconds(model::DurationMs duration) {
    return std::chrono::milliseconds(duration);
}

double seconds(Nanoseconds duration) {
    return std::chrono::duration<double>(duration).count();
}

} // namespace

AlertingRule::AlertingRule(const RuleDefinition& definition, TextMap labels, std::string expr,
                           std::shared_ptr<const AlertSurroundings> surroundings, bool restored)
    : Rule(definition, std::move(labels), std::move(expr))
    , m_timings{nanoseconds(definition.holdFor), nanoseconds(definition.keepFiringFor)}
    , m_annotations(definition.annotations)
    , m_surroundings(std::move(surroundings))
    , m_generatorUrl(m_surroundings->externalUrl + tableLink(this->expr()))
    , m_texts(name(), this->labels(), m_annotations)
    , m_restored(restored) {}

Result<void> AlertingRule::evaluate(const Evaluation& evaluation) {
    auto results = HEARTH_TRY(query(evaluation));
    ++m_evaluation;
    m_transitions.clear();
    auto found = HEARTH_TRY(candidates(evaluation, std::move(results)));
    m_series.begin();
    const std::lock_guard lock(m_mutex);
    take(evaluation, std::move(found));
    const auto active = advanceAll(evaluation);
    if (evaluation.limit > 0 && active > static_cast<std::size_t>(evaluation.limit)) {
        m_slots.clear();
        m_alerts.clear();
        m_transitions.clear();
        return fail(ErrorCode::kLimit, fmt::format("exceeded limit of {} with {} alerts", evaluation.limit, active));
    }
    return {};
}

Result<std::vector<AlertingRule::Candidate>> AlertingRule::candidates(const Evaluation& evaluation,
                                                                      model::Vector results) {
    std::vector<Candidate> out;
    out.reserve(results.size());
    std::set<model::Labels> unknown;
    SlotCursor cursor(m_slots);
    for (auto& result : results) {
        auto& added = out.emplace_back(candidate(evaluation, result, cursor.next(result.labels)));
        if (added.known == nullptr) {
            if (const auto known = m_alerts.find(added.labels); known != m_alerts.end()) {
                added.known = &*known;
            } else if (!unknown.insert(added.labels).second) {
                return fail(ErrorCode::kInvalidArgument, kSameAlertLabels);
            }
        }
        if (added.known != nullptr && std::exchange(added.known->second.seenIn, m_evaluation) == m_evaluation) {
            return fail(ErrorCode::kInvalidArgument, kSameAlertLabels);
        }
    }
    return out;
}

/// `slot`: where the last evaluation had a result of the same labels.
AlertingRule::Candidate AlertingRule::candidate(const Evaluation& evaluation, model::VectorSample& result,
                                                const Slot* slot) const {
    const Evaluation::Query& ask = evaluation.query;
    const std::function<Result<model::QueryAnswer>(const std::string&)> query = [&](const std::string& expr) {
        return ask(expr, evaluation.time);
    };
    const TemplateData data{.sample = result,
                            .externalLabels = m_surroundings->externalLabels,
                            .externalUrl = m_surroundings->externalUrl,
                            .pathPrefix = m_surroundings->pathPrefix,
                            .time = evaluation.time,
                            .query = query,
                            .stop = evaluation.stop};
    TemplateExpansion expansion(data);
    Candidate out;
    out.value = result.isHistogram() ? 0 : result.sample.value;
    const auto bits = std::bit_cast<std::uint64_t>(out.value);
    const bool isUnchanged = slot != nullptr && m_texts.isPure() && slot->valueBits == bits && slot->isReusable &&
                             !result.isHistogram() && slot->alert->second.annotations != nullptr;
    if (slot != nullptr && (m_texts.hasLiteralLabels() || isUnchanged)) {
        out.known = slot->alert;
    } else {
        out.labels = m_texts.labels(result.labels, expansion);
    }
    out.annotations = isUnchanged ? slot->alert->second.annotations : m_texts.annotations(expansion);
    evaluation.templates.expanded.increment(m_texts.size());
    warnOf(evaluation, expansion, result.labels);
    out.slot = {.result = {},
                .alert = nullptr,
                .valueBits = bits,
                .isReusable = !result.isHistogram() && expansion.failures().empty()};
    out.slot.result = std::move(result.labels);
    return out;
}

void AlertingRule::warnOf(const Evaluation& evaluation, const TemplateExpansion& expansion,
                          const model::Labels& result) const {
    for (const auto& failure : expansion.failures()) {
        evaluation.templates.failed.increment();
        evaluation.log.warn("Expanding alert template failed",
                            {{"alert", name()}, {"err", failure}, {"labels", result.toString()}});
    }
}

void AlertingRule::take(const Evaluation& evaluation, std::vector<Candidate> candidates) {
    std::vector<Slot> slots;
    slots.reserve(candidates.size());
    for (auto& candidate : candidates) {
        auto* known = candidate.known;
        const bool begins = known == nullptr || known->second.state == AlertState::kInactive;
        if (known == nullptr) {
            known = &*m_alerts.try_emplace(std::move(candidate.labels)).first;
            known->second.seenIn = m_evaluation;
        }
        if (begins) {
            known->second.begin(evaluation.at);
        }
        known->second.value = candidate.value;
        known->second.annotations = std::move(candidate.annotations);
        if (begins) {
            note(known->first, known->second, AlertState::kInactive, AlertState::kPending, evaluation.at);
        }
        candidate.slot.alert = known;
        slots.push_back(std::move(candidate.slot));
    }
    m_slots = std::move(slots);
}

std::size_t AlertingRule::advanceAll(const Evaluation& evaluation) {
    std::size_t active = 0;
    for (auto it = m_alerts.begin(); it != m_alerts.end();) {
        auto& [labels, alert] = *it;
        const auto before = alert.state;
        const auto outcome = alert.advance(alert.seenIn == m_evaluation, evaluation.at, m_timings);
        if (outcome == ActiveAlert::Outcome::kGone) {
            note(labels, alert, before, AlertState::kInactive, evaluation.at);
            it = m_alerts.erase(it);
            continue;
        }
        if (alert.state != before) {
            note(labels, alert, before, alert.state, evaluation.at);
            alert.stateSeries = WrittenSeries::kNone;
        }
        if (outcome == ActiveAlert::Outcome::kActive) {
            ++active;
            addSamples(evaluation, labels, alert);
        } else {
            alert.forStateSeries = WrittenSeries::kNone;
        }
        ++it;
    }
    return active;
}

void AlertingRule::addSamples(const Evaluation& evaluation, const model::Labels& labels, ActiveAlert& alert) {
    if (!m_restored) {
        return;
    }
    if (alert.stateSeries == WrittenSeries::kNone) {
        model::LabelsBuilder builder(labels);
        builder.set(model::kMetricName, kAlertsMetric).set(kAlertStateLabel, alertStateText(alert.state));
        alert.stateSeries = m_series.find(builder.labels());
    }
    if (alert.forStateSeries == WrittenSeries::kNone) {
        model::LabelsBuilder builder(labels);
        builder.set(model::kMetricName, kAlertsForStateMetric);
        alert.forStateSeries = m_series.find(builder.labels());
    }
    const auto activeSeconds = std::chrono::floor<std::chrono::seconds>(alert.activeAt.time_since_epoch()).count();
    m_series.add(alert.stateSeries, evaluation.queryAt, 1);
    m_series.add(alert.forStateSeries, evaluation.queryAt, static_cast<double>(activeSeconds));
}

void AlertingRule::note(const model::Labels& labels, const ActiveAlert& alert, AlertState from, AlertState to,
                        WallTime at) {
    if (from == to) {
        return;
    }
    m_transitions.push_back({.file = {},
                             .group = {},
                             .rule = name(),
                             .labels = labels,
                             .annotations = alert.annotations ? *alert.annotations : TextMap(),
                             .from = from,
                             .to = to,
                             .at = at,
                             .activeAt = alert.activeAt,
                             .value = alert.value});
}

std::vector<OutgoingAlert> AlertingRule::takeDue(WallTime at, Nanoseconds resendDelay, Nanoseconds interval) {
    std::vector<OutgoingAlert> out;
    const std::lock_guard lock(m_mutex);
    for (auto& [labels, alert] : m_alerts) {
        if (!alert.needsSending(at, resendDelay)) {
            continue;
        }
        alert.markSent(at, resendDelay, interval);
        out.push_back({.labels = labels,
                       .annotations = alert.annotations ? *alert.annotations : TextMap(),
                       .startsAt = alert.firedAt.value_or(at),
                       .endsAt = alert.endsAt(),
                       .resolved = alert.resolvedAt.has_value(),
                       .generatorUrl = m_generatorUrl});
    }
    return out;
}

void AlertingRule::forEach(const std::function<void(const model::Labels&, ActiveAlert&)>& visit) {
    const std::lock_guard lock(m_mutex);
    for (auto& [labels, alert] : m_alerts) {
        visit(labels, alert);
    }
}

void AlertingRule::passOver(Nanoseconds pause) {
    forEach([pause](const model::Labels&, ActiveAlert& alert) { alert.passOver(pause); });
}

std::vector<model::Matcher> AlertingRule::forStateMatchers() const {
    std::vector<model::Matcher> out{
        model::Matcher::equal(std::string(model::kMetricName), std::string(kAlertsForStateMetric)),
        model::Matcher::equal(std::string(kAlertNameLabel), name())};
    for (const auto& [label, value] : labels()) {
        if (!value.contains("{{") && label != kAlertNameLabel) {
            out.push_back(model::Matcher::equal(label, value));
        }
    }
    return out;
}

void AlertingRule::takeStateOf(Rule& old) {
    auto* alerting = dynamic_cast<AlertingRule*>(&old);
    if (alerting == nullptr) {
        return Rule::takeStateOf(old);
    }
    Rule::takeStateOf(old);
    const std::scoped_lock lock(m_mutex, alerting->m_mutex);
    m_alerts = alerting->m_alerts; // the old one may still be looked at
    m_evaluation = alerting->m_evaluation;
}

AlertState AlertingRule::highestState() const {
    auto highest = AlertState::kInactive;
    for (const auto& [labels, alert] : m_alerts) {
        highest = std::max(highest, alert.state);
    }
    return highest;
}

void AlertingRule::describe(RuleSnapshot& out) const {
    Rule::describe(out);
    out.durationSeconds = seconds(m_timings.holdFor);
    out.keepFiringForSeconds = seconds(m_timings.keepFiringFor);
    out.annotations = m_annotations;
    const std::lock_guard lock(m_mutex);
    out.state = out.lastEvaluation ? highestState() : AlertState::kUnknown;
    for (const auto& [labels, alert] : m_alerts) {
        if (alert.resolvedAt) {
            continue;
        }
        out.alerts.push_back({.labels = labels,
                              .annotations = alert.annotations ? *alert.annotations : TextMap(),
                              .state = alert.state,
                              .activeAt = alert.activeAt,
                              .keepFiringSince = alert.keepFiringSince,
                              .value = alert.value});
    }
}

bool AlertingRule::equals(const Rule& other) const {
    const auto* alerting = dynamic_cast<const AlertingRule*>(&other);
    return alerting != nullptr && Rule::equals(other) && m_annotations == alerting->m_annotations &&
           m_timings.holdFor == alerting->m_timings.holdFor &&
           m_timings.keepFiringFor == alerting->m_timings.keepFiringFor;
}

} // namespace hearth::rules
