// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/alert_rows.h"

#include <algorithm>
#include <unordered_map>

#include "models/isolated_text.h"
#include "models/plain_text.h"

namespace hearth::ui {
namespace {

/// A row to be: its labels without those of the rule, and its alert where it has one.
struct Candidate {
    model::Labels labels;
    std::optional<std::size_t> alert;
    std::size_t firings = 0;
    std::optional<std::size_t> series{};
};

std::size_t firingsOf(const datasource::BacktestAlert& alert) {
    return static_cast<std::size_t>(
        std::ranges::count_if(alert.spans, [](const auto& span) { return span.firedAt.has_value(); }));
}

std::vector<Candidate> candidatesOf(const datasource::BacktestOutcome& outcome,
                                    const std::vector<datasource::BacktestSeries>& series,
                                    std::vector<std::string> ruleLabels) {
    ruleLabels.insert(ruleLabels.end(), {"alertname", std::string(model::kMetricName)});
    std::ranges::sort(ruleLabels); // as without() wants them
    std::vector<Candidate> candidates;
    std::unordered_map<std::uint64_t, std::size_t> places;
    candidates.reserve(series.size());
    for (std::size_t i = 0; i < series.size(); ++i) {
        auto labels = series[i].labels.without(ruleLabels);
        if (places.emplace(labels.hash(), candidates.size()).second) {
            candidates.push_back({std::move(labels), std::nullopt, 0, i});
        }
    }
    for (std::size_t i = 0; i < outcome.alerts.size(); ++i) {
        auto labels = outcome.alerts[i].labels.without(ruleLabels);
        const auto found = places.find(labels.hash());
        const auto firings = firingsOf(outcome.alerts[i]);
        if (found != places.end() && !candidates[found->second].alert) {
            candidates[found->second].alert = i;
            candidates[found->second].firings = firings;
        } else {
            candidates.push_back({std::move(labels), i, firings});
        }
    }
    return candidates;
}

/// Leaves the `max` that fired most, in the order in which they came.
void keepBusiest(std::vector<Candidate>& candidates, std::size_t max, AlertRows& rows) {
    if (candidates.size() <= max) {
        return;
    }
    std::vector<std::size_t> order(candidates.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    const auto rank = [&](std::size_t i) { return candidates[i].firings * 2 + (candidates[i].alert ? 1 : 0); };
    std::ranges::stable_sort(order, std::ranges::greater(), rank);
    for (std::size_t i = max; i < order.size(); ++i) {
        rows.hiddenFirings += candidates[order[i]].firings;
    }
    rows.hidden = order.size() - max;
    order.resize(max);
    std::ranges::sort(order);
    std::vector<Candidate> kept;
    for (const auto i : order) {
        kept.push_back(std::move(candidates[i]));
    }
    candidates = std::move(kept);
}

/// Labels that all have alike say nothing about one.
std::vector<std::string> commonLabels(const std::vector<Candidate>& candidates) {
    std::vector<std::string> common;
    if (candidates.size() < 2) {
        return common;
    }
    for (const auto& label : candidates.front().labels) {
        if (std::ranges::all_of(candidates,
                                [&](const Candidate& c) { return c.labels.value(label.name) == label.value; })) {
            common.emplace_back(label.name);
        }
    }
    return common;
}

/// A lane has one line for its name, which reads in one direction.
QString inOneLine(std::string_view text) {
    return isolated(toQString(text).replace(QLatin1Char('\n'), QChar(0x23ce)));
}

/// `nas`, `nas, /home`: where few labels tell rows apart their values do; else all of them with their names.
QString nameOf(const model::Labels& labels) {
    constexpr std::size_t kFew = 2;
    if (labels.empty() || labels.size() > kFew) {
        return inOneLine(labels.toString());
    }
    QStringList values;
    for (const auto& label : labels) {
        values << inOneLine(label.value);
    }
    return values.join(QStringLiteral(", "));
}

} // namespace

model::DurationMs firingTime(const datasource::BacktestSpan& span, model::TimestampMs end) {
    return span.firedAt ? std::max<model::DurationMs>(0, span.resolvedAt.value_or(end) - *span.firedAt) : 0;
}

AlertRows alertRows(const datasource::BacktestOutcome& outcome, const std::vector<datasource::BacktestSeries>& series,
                    const std::vector<std::string>& ruleLabels, model::TimestampMs end, std::size_t max) {
    AlertRows rows;
    auto candidates = candidatesOf(outcome, series, ruleLabels);
    keepBusiest(candidates, max, rows);
    const auto common = commonLabels(candidates);
    for (const auto& candidate : candidates) {
        PastAlertRow row;
        row.name = nameOf(candidate.labels.without(common));
        row.alert = candidate.alert;
        row.series = candidate.series;
        row.firings = candidate.firings;
        if (candidate.alert) {
            row.spans = outcome.alerts[*candidate.alert].spans;
            for (const auto& span : row.spans) {
                row.longest = std::max(row.longest, firingTime(span, end));
            }
        }
        rows.rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace hearth::ui
