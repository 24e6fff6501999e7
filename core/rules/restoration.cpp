// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/restoration.h"

#include <cmath>
#include <unordered_map>

#include "model/sample.h"
#include "model/wall_time.h"

namespace hearth::rules {
namespace {

/// The last sample; nothing where there is none, or where it says that the alert had ended.
std::optional<model::Sample> lastSample(storage::Series& series, model::TimeRange range) {
    model::Columns columns;
    if (!series.read(range, columns) || columns.times.empty() || model::isStale(columns.values.back())) {
        return std::nullopt;
    }
    return model::Sample{columns.times.back(), columns.values.back()};
}

/// Whether it can be a time in seconds.
bool isTime(double value) {
    return std::isfinite(value) && std::abs(value) < 1e10;
}

} // namespace

WallTime restoredActiveAt(WallTime activeAt, WallTime downAt, Nanoseconds holdFor, const RestorationTerms& terms) {
    const auto remaining = holdFor - (downAt - activeAt);
    if (remaining <= Nanoseconds::zero()) {
        return activeAt; // it was firing, and fires again at the next evaluation
    }
    if (remaining < terms.gracePeriod) {
        return terms.now + terms.gracePeriod - holdFor;
    }
    return activeAt + (terms.now - downAt);
}

Result<void> Restoration::restore(AlertingRule& rule) const {
    if (rule.holdFor() < m_terms.gracePeriod) {
        return {};
    }
    const model::TimeRange range{model::timestampOf(m_terms.now - m_terms.outageTolerance),
                                 model::timestampOf(m_terms.now)};
    const auto querier = HEARTH_TRY(m_storage.querier(range));
    storage::SelectHints hints;
    hints.range = range;
    const auto found = HEARTH_TRY(querier->select(false, hints, rule.forStateMatchers(), m_stop));
    if (found.empty()) {
        return {};
    }
    std::unordered_map<model::Labels, WallTime, model::LabelsHash> byLabels;
    for (const auto& series : found) {
        const auto sample = lastSample(*series, range);
        if (sample && isTime(sample->value)) {
            const WallTime downAt{std::chrono::seconds(sample->time / 1000)};
            const WallTime activeAt{std::chrono::seconds(static_cast<std::int64_t>(sample->value))};
            byLabels.emplace(series->labels().withoutMetricName(),
                             restoredActiveAt(activeAt, downAt, rule.holdFor(), m_terms));
        }
    }
    rule.forEach([&](const model::Labels& labels, ActiveAlert& alert) {
        if (const auto restored = byLabels.find(labels); restored != byLabels.end()) {
            alert.activeAt = restored->second;
        }
    });
    return {};
}

} // namespace hearth::rules
