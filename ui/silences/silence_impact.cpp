// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/silence_impact.h"

#include <algorithm>
#include <map>

namespace hearth::ui {
namespace {

std::vector<std::string> filterOf(const model::Matchers& matchers) {
    std::vector<std::string> filter;
    for (const auto& matcher : matchers) {
        filter.push_back(matcher.toString());
    }
    return filter;
}

std::vector<PastAlert> latestFirst(std::vector<PastAlert> alerts) {
    std::ranges::stable_sort(alerts, std::ranges::greater(), &PastAlert::lastFired);
    return alerts;
}

std::vector<PastAlert> firedAlerts(const std::vector<datasource::AlertTransition>& transitions) {
    std::map<model::Labels, model::TimestampMs> fired;
    for (const auto& transition : transitions) {
        if (transition.to == "firing") {
            auto& last = fired[transition.labels];
            last = std::max(last, transition.time);
        }
    }
    std::vector<PastAlert> alerts;
    for (const auto& [labels, time] : fired) {
        alerts.push_back({labels, time});
    }
    return latestFirst(std::move(alerts));
}

Result<std::vector<PastAlert>> firedSeries(datasource::DataSource& source, const model::Matchers& matchers,
                                           model::TimestampMs now, std::stop_token stop) {
    std::string selector = R"(ALERTS{alertstate="firing")";
    for (const auto& text : filterOf(matchers)) {
        selector += "," + text;
    }
    datasource::InstantQuery query;
    query.expression = "count_over_time(" + selector + "}[30d])";
    query.time = now;
    const auto answer = HEARTH_TRY(source.query(query, std::move(stop)));
    const auto* const vector = std::get_if<model::Vector>(&answer.value);
    if (vector == nullptr) {
        return fail(ErrorCode::kInternal, "the server did not answer with a vector");
    }
    std::vector<PastAlert> alerts;
    for (const auto& element : *vector) {
        model::LabelsBuilder labels(element.labels);
        labels.remove("alertstate");
        alerts.push_back({labels.labels(), 0});
    }
    return alerts;
}

} // namespace

Result<std::vector<model::Labels>> alertsHitNow(datasource::DataSource& source, const model::Matchers& matchers,
                                                std::stop_token stop) {
    const auto alerts = HEARTH_TRY(source.alertmanager().alerts({.filter = filterOf(matchers)}, std::move(stop)));
    std::vector<model::Labels> hit;
    hit.reserve(alerts.size());
    for (const auto& alert : alerts) {
        hit.push_back(alert.labels);
    }
    return hit;
}

Result<std::vector<PastAlert>> alertsHitBefore(datasource::DataSource& source, const model::Matchers& matchers,
                                               model::TimestampMs now, std::stop_token stop) {
    datasource::AlertHistoryQuery query;
    query.start = now - kImpactPastMs;
    query.end = now;
    query.filter = filterOf(matchers);
    auto history = source.alertmanager().history(query, stop);
    if (history) {
        return firedAlerts(*history);
    }
    if (history.error().code() == ErrorCode::kUnsupported) {
        return firedSeries(source, matchers, now, std::move(stop));
    }
    return std::unexpected(std::move(history).error());
}

} // namespace hearth::ui
