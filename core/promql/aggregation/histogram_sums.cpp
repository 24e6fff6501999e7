// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/aggregation/histogram_sums.h"

#include "promql/functions/histogram_notes.h"

namespace hearth::promql {

using model::CounterResetHint;

void HistogramSums::take(std::size_t partition, std::size_t group, const SeriesKey& key, std::span<double> column) {
    for (std::size_t step = 0; step < column.size(); ++step) {
        const auto* const histogram = m_context.histograms.find(column[step]);
        if (histogram == nullptr) {
            continue;
        }
        column[step] = absentValue();
        if (m_yield == Yield::kNothing) {
            m_context.annotations.info("ignored histogram in " + m_name + " aggregation", m_where);
            continue;
        }
        Sum& sum = m_partitions[partition][{group, step}];
        sum.hasReset |= histogram->hint == CounterResetHint::kReset;
        sum.hasNoReset |= histogram->hint == CounterResetHint::kNotReset;
        if (!sum.isIncompatible) {
            note(sum, sum.histograms.add(*histogram), key.labels.metricName());
        }
    }
}

void HistogramSums::note(Sum& sum, std::optional<CombineNotes> notes, std::string_view metricName) {
    if (!notes) {
        sum.isIncompatible = true;
        m_context.annotations.warning(mixedSchemasText(metricName), m_where);
        return;
    }
    notes->resetsCollide = false; // said once, of the whole group
    tellNotes(*notes, "aggregation", m_context, m_where);
}

void HistogramSums::writeTo(Table& table) {
    std::map<Place, Sum> all;
    for (auto& partition : m_partitions) {
        for (auto& [place, part] : partition) {
            const auto [known, isNew] = all.try_emplace(place, std::move(part));
            if (isNew) {
                continue;
            }
            Sum& sum = known->second;
            sum.isIncompatible |= part.isIncompatible;
            sum.hasReset |= part.hasReset;
            sum.hasNoReset |= part.hasNoReset;
            if (!sum.isIncompatible) {
                note(sum, sum.histograms.merge(part.histograms), table.keys()[place.group].labels.metricName());
            }
        }
    }
    for (auto& [place, sum] : all) {
        double& cell = table.row(place.group)[place.step];
        if (isAbsent(cell)) {
            cell = result(sum);
        } else {
            m_context.annotations.warning("encountered a mix of histograms and floats for aggregation", m_where);
            cell = absentValue();
        }
    }
}

double HistogramSums::result(Sum& sum) {
    if (sum.isIncompatible) {
        return absentValue();
    }
    if (sum.hasReset && sum.hasNoReset) {
        tellNotes({.resetsCollide = true}, "aggregation", m_context, m_where);
    }
    auto histogram = m_yield == Yield::kAverage ? sum.histograms.mean() : sum.histograms.sum();
    model::compact(histogram);
    return m_context.histograms.add(std::move(histogram));
}

} // namespace hearth::promql
