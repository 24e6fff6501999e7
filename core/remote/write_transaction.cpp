// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/write_transaction.h"

#include <algorithm>

#include "remote/sent_labels.h"

namespace hearth::remote {
namespace {

constexpr std::size_t kBatch = 4096;

std::unexpected<Error> tooFarAhead() {
    return fail(ErrorCode::kInvalidArgument, "out of bounds: timestamp is too far in the future");
}

/// The histogram with a resolution that chunks hold.
template <class T>
Result<model::HistogramValue> storable(const std::shared_ptr<const T>& histogram) {
    const auto schema = histogram->layout.schema;
    if (schema <= model::kMaxExponentialSchema || schema > model::kMaxReducibleSchema) {
        HEARTH_TRY(model::validate(*histogram));
        return histogram;
    }
    auto reduced = *histogram;
    HEARTH_TRY(model::reduceResolution(reduced, model::kMaxExponentialSchema));
    HEARTH_TRY(model::validate(reduced));
    return std::make_shared<const T>(std::move(reduced));
}

/// Whatever is wrong with a histogram is the sender's fault.
Result<model::HistogramValue> storable(const model::HistogramValue& value) {
    auto result = std::visit([](const auto& histogram) { return storable(histogram); }, value);
    if (!result) {
        return fail(ErrorCode::kInvalidArgument, result.error().message());
    }
    return result;
}

/// The first thing that the storage refused, as an error.
std::unexpected<Error> refusal(std::span<const storage::Rejection> rejected) {
    const auto first = std::ranges::min_element(rejected, {}, &storage::Rejection::index);
    // A reference that was given a moment ago and is stale already is no fault of the sender.
    const auto code =
        first->reason == storage::RejectReason::kUnknownSeries ? ErrorCode::kInternal : ErrorCode::kInvalidArgument;
    return fail(code, std::string(storage::rejectReasonText(first->reason)));
}

} // namespace

Result<void> WriteTransaction::add(const SentSeries& series) {
    const auto labels = seriesLabelsOf(series.labels);
    if (!labels) {
        ++m_invalidSeries;
        return {};
    }
    if (series.samples.empty() && series.histograms.empty() && series.exemplars.empty()) {
        return {};
    }
    const auto ref = HEARTH_TRY(m_appender->series(*labels));
    HEARTH_TRY(addSamples(ref, series));
    addExemplars(ref, series);
    return addHistograms(ref, series);
}

Result<void> WriteTransaction::addSamples(storage::SeriesRef ref, const SentSeries& series) {
    for (const auto& sample : series.samples) {
        if (sample.time > m_latest) {
            HEARTH_TRY(flush()); // what comes first is said first
            return tooFarAhead();
        }
        m_pending.push_back({ref, sample.time, sample.value});
    }
    m_samples += series.samples.size();
    return m_pending.size() < kBatch ? Result<void>() : flush();
}

Result<void> WriteTransaction::addHistograms(storage::SeriesRef ref, const SentSeries& series) {
    for (const auto& histogram : series.histograms) {
        if (histogram.time > m_latest) {
            HEARTH_TRY(flush());
            return tooFarAhead();
        }
        m_pendingHistograms.push_back({ref, histogram.time, HEARTH_TRY(storable(histogram.value))});
    }
    m_samples += series.histograms.size();
    return m_pendingHistograms.size() < kBatch ? Result<void>() : flush();
}

void WriteTransaction::addExemplars(storage::SeriesRef ref, const SentSeries& series) {
    for (const auto& sent : series.exemplars) {
        auto labels = labelsOf(sent.labels);
        if (labels && sent.time <= m_latest) {
            m_appender->exemplar(ref, {*std::move(labels), sent.time, sent.value});
        }
    }
}

Result<void> WriteTransaction::flush() {
    m_appender->append(m_pending, m_rejected);
    m_pending.clear();
    if (m_rejected.empty()) {
        m_appender->appendHistograms(m_pendingHistograms, m_rejected);
        m_pendingHistograms.clear();
    }
    return m_rejected.empty() ? Result<void>() : refusal(m_rejected);
}

Result<void> WriteTransaction::commit() {
    HEARTH_TRY(flush());
    return m_appender->commit();
}

} // namespace hearth::remote
