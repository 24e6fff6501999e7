// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/recording_rule.h"

#include <fmt/format.h>

#include "rules/slot_cursor.h"

namespace hearth::rules {
namespace {

constexpr const char* kSameLabels = "vector contains metrics with the same labelset after applying rule labels";

/// The histogram of a result that was evaluated here.
model::HistogramValue histogramOf(const model::VectorSample& sample) {
    const auto* evaluated = std::get_if<std::shared_ptr<const model::FloatHistogram>>(&sample.histogram);
    return evaluated == nullptr ? std::make_shared<const model::FloatHistogram>() : *evaluated;
}

} // namespace

model::Labels RecordingRule::recordedLabels(const model::Labels& result) const {
    model::LabelsBuilder builder(result);
    builder.set(model::kMetricName, name());
    for (const auto& [label, value] : labels()) {
        builder.set(label, value);
    }
    return builder.labels();
}

Result<void> RecordingRule::evaluate(const Evaluation& evaluation) {
    auto results = HEARTH_TRY(query(evaluation));
    m_series.begin();
    m_next.clear();
    m_next.reserve(results.size());
    SlotCursor cursor(m_slots);
    for (auto& result : results) {
        const auto* known = cursor.next(result.labels);
        const auto series = known != nullptr ? known->series : m_series.find(recordedLabels(result.labels));
        if (m_series.isAdded(series)) {
            return fail(ErrorCode::kInvalidArgument, kSameLabels);
        }
        if (result.isHistogram()) {
            m_series.add(series, evaluation.queryAt, histogramOf(result));
        } else {
            m_series.add(series, evaluation.queryAt, result.sample.value);
        }
        m_next.push_back({.result = std::move(result.labels), .series = series});
    }
    if (evaluation.limit > 0 && results.size() > static_cast<std::size_t>(evaluation.limit)) {
        return fail(ErrorCode::kLimit,
                    fmt::format("exceeded limit of {} with {} series", evaluation.limit, results.size()));
    }
    m_slots.swap(m_next);
    return {};
}

void RecordingRule::takeStateOf(Rule& old) {
    Rule::takeStateOf(old);
    if (auto* recording = dynamic_cast<RecordingRule*>(&old)) {
        m_slots = std::move(recording->m_slots);
    }
}

} // namespace hearth::rules
