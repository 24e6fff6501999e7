// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/written_series.h"

#include <fmt/format.h>
#include <utility>

#include "model/histogram.h"

namespace hearth::rules {
namespace {

/// Sentences that one evaluation says of single series at most.
constexpr std::size_t kMaxSentences = 5;

/// Whether a stale marker may be refused so: somebody else writes the series.
bool isExpected(storage::RejectReason reason) {
    return reason == storage::RejectReason::kOutOfOrder || reason == storage::RejectReason::kTooOld ||
           reason == storage::RejectReason::kDuplicate;
}

void say(std::vector<std::string>& sentences, const model::Labels& labels, std::string_view reason) {
    if (sentences.size() < kMaxSentences) {
        sentences.push_back(fmt::format("{}: {}", labels.toString(), reason));
    }
}

} // namespace

void WrittenSeries::begin() {
    ++m_evaluation;
    m_found.clear();
    m_addedSeries = 0;
    m_anyRejected = false;
    m_samples.clear();
    m_sampleSeries.clear();
    m_histograms.clear();
    m_histogramSeries.clear();
}

WrittenSeries::Index WrittenSeries::find(const model::Labels& labels) {
    const auto hash = labels.hash();
    const auto [begin, end] = m_byHash.equal_range(hash);
    for (auto it = begin; it != end; ++it) {
        if (m_series[it->second].labels == labels) {
            return it->second;
        }
    }
    Index index = 0;
    if (m_free.empty()) {
        index = static_cast<Index>(m_series.size());
        m_series.emplace_back();
    } else {
        index = m_free.back();
        m_free.pop_back();
    }
    auto& entry = m_series[index];
    entry.labels = labels;
    entry.isUsed = true;
    ++m_usedCount;
    m_byHash.emplace(hash, index);
    m_found.push_back(index);
    return index;
}

void WrittenSeries::mark(Index index) {
    auto& entry = m_series[index];
    m_addedSeries += entry.addedIn == m_evaluation ? 0 : 1;
    entry.addedIn = m_evaluation;
    entry.isTaken = true;
}

void WrittenSeries::add(Index index, model::TimestampMs time, double value) {
    mark(index);
    m_samples.push_back({.ref = m_series[index].ref, .time = time, .value = value});
    m_sampleSeries.push_back(index);
}

void WrittenSeries::add(Index index, model::TimestampMs time, model::HistogramValue value) {
    mark(index);
    m_histograms.push_back({.ref = m_series[index].ref, .time = time, .value = std::move(value)});
    m_histogramSeries.push_back(index);
}

WriteReport WrittenSeries::write(storage::Appendable& storage, model::TimestampMs markerTime) {
    WriteReport report;
    m_found.clear();
    if (m_usedCount == 0) {
        return report;
    }
    const auto appender = storage.appender();
    appender->discardOutOfOrder();
    resolve(*appender, report);
    append(*appender, report);
    appendHistograms(*appender, report);
    if (hasVanished()) {
        appendMarkers(*appender, markerTime, report);
    }
    if (auto committed = appender->commit(); !committed && committed.error().code() != ErrorCode::kIo) {
        report.commitFailure = std::move(committed).error();
        dropUnwritten();
        return report;
    } else if (!committed) {
        // Visible, but perhaps not durable.
        report.rejection = std::move(committed).error();
    }
    settle();
    return report;
}

void WrittenSeries::resolve(storage::Appender& appender, WriteReport& report) {
    const auto resolveOne = [&](Index index, storage::SeriesRef& ref) {
        auto& entry = m_series[index];
        if (entry.ref == 0) {
            auto resolved = appender.series(entry.labels);
            if (!resolved) {
                return rejectOtherwise(index, resolved.error(), report);
            }
            entry.ref = *resolved;
        }
        ref = entry.ref;
    };
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        if (m_samples[i].ref == 0) {
            resolveOne(m_sampleSeries[i], m_samples[i].ref);
        }
    }
    for (std::size_t i = 0; i < m_histograms.size(); ++i) {
        if (m_histograms[i].ref == 0) {
            resolveOne(m_histogramSeries[i], m_histograms[i].ref);
        }
    }
}

void WrittenSeries::append(storage::Appender& appender, WriteReport& report) {
    m_rejections.clear();
    appender.append(m_samples, m_rejections);
    std::vector<std::size_t> unknown;
    for (const auto& rejection : m_rejections) {
        const auto index = m_sampleSeries[rejection.index];
        if (rejection.reason != storage::RejectReason::kUnknownSeries) {
            reject(index, rejection.reason, report);
        } else if (m_series[index].ref != 0) {
            unknown.push_back(rejection.index);
        }
    }
    if (!unknown.empty()) {
        appendAgain(appender, std::move(unknown), report);
    }
}

void WrittenSeries::appendAgain(storage::Appender& appender, std::vector<std::size_t> positions, WriteReport& report) {
    std::vector<storage::RefSample> samples;
    std::vector<Index> series;
    for (const auto position : positions) {
        const auto index = m_sampleSeries[position];
        auto resolved = appender.series(m_series[index].labels);
        if (!resolved) {
            rejectOtherwise(index, resolved.error(), report);
            continue;
        }
        m_series[index].ref = *resolved;
        samples.push_back(m_samples[position]);
        samples.back().ref = *resolved;
        series.push_back(index);
    }
    m_rejections.clear();
    appender.append(samples, m_rejections);
    for (const auto& rejection : m_rejections) {
        reject(series[rejection.index], rejection.reason, report);
    }
}

void WrittenSeries::appendHistograms(storage::Appender& appender, WriteReport& report) {
    for (std::size_t i = 0; i < m_histograms.size(); ++i) {
        auto& sample = m_histograms[i];
        const auto index = m_histogramSeries[i];
        if (const auto valid = model::validate(sample.value); !valid) {
            rejectOtherwise(index, valid.error(), report);
            continue;
        }
        m_rejections.clear();
        appender.appendHistograms(std::span(&sample, 1), m_rejections);
        if (!m_rejections.empty() && m_rejections.front().reason == storage::RejectReason::kUnknownSeries) {
            if (auto resolved = appender.series(m_series[index].labels); resolved) {
                m_series[index].ref = *resolved;
                sample.ref = *resolved;
                m_rejections.clear();
                appender.appendHistograms(std::span(&sample, 1), m_rejections);
            }
        }
        if (!m_rejections.empty()) {
            reject(index, m_rejections.front().reason, report);
        }
    }
}

void WrittenSeries::reject(Index index, storage::RejectReason reason, WriteReport& report) {
    m_series[index].isTaken = false;
    m_anyRejected = true;
    report.rejection = Error(ErrorCode::kInvalidArgument, std::string(storage::rejectReasonText(reason)));
    switch (reason) {
    case storage::RejectReason::kOutOfOrder:
        ++report.outOfOrder;
        break;
    case storage::RejectReason::kTooOld:
        ++report.tooOld;
        break;
    case storage::RejectReason::kDuplicate:
        ++report.duplicates;
        break;
    default:
        say(report.otherRejections, m_series[index].labels, storage::rejectReasonText(reason));
    }
}

void WrittenSeries::rejectOtherwise(Index index, const Error& error, WriteReport& report) {
    m_series[index].isTaken = false;
    m_anyRejected = true;
    report.rejection = error;
    say(report.otherRejections, m_series[index].labels, error.message());
}

void WrittenSeries::appendMarkers(storage::Appender& appender, model::TimestampMs time, WriteReport& report) {
    for (auto& entry : m_series) {
        const bool goesOn = entry.addedIn == m_evaluation && entry.isTaken;
        if (!entry.isUsed || !entry.wasWritten || goesOn) {
            continue;
        }
        storage::RefSample marker{.ref = entry.ref, .time = time, .value = model::staleNan()};
        m_rejections.clear();
        appender.append(std::span(&marker, 1), m_rejections);
        // A series that the storage knows no more has ended long ago.
        const bool matters = !m_rejections.empty() && !isExpected(m_rejections.front().reason) &&
                             m_rejections.front().reason != storage::RejectReason::kUnknownSeries;
        if (matters) {
            say(report.markerFailures, entry.labels, storage::rejectReasonText(m_rejections.front().reason));
        }
    }
}

void WrittenSeries::settle() {
    if (!hasVanished()) {
        for (const auto index : m_sampleSeries) {
            m_series[index].wasWritten = true;
        }
        for (const auto index : m_histogramSeries) {
            m_series[index].wasWritten = true;
        }
        return;
    }
    for (Index index = 0; index < m_series.size(); ++index) {
        auto& entry = m_series[index];
        if (!entry.isUsed) {
            continue;
        }
        if (entry.addedIn != m_evaluation) {
            drop(index);
        } else {
            entry.wasWritten = entry.isTaken;
        }
    }
}

void WrittenSeries::dropUnwritten() {
    for (Index index = 0; index < m_series.size(); ++index) {
        const auto& entry = m_series[index];
        if (entry.isUsed && !entry.wasWritten && entry.addedIn != m_evaluation) {
            drop(index);
        }
    }
}

void WrittenSeries::abandon() {
    for (const auto index : m_found) {
        drop(index);
    }
    begin();
}

void WrittenSeries::drop(Index index) {
    auto& entry = m_series[index];
    const auto [begin, end] = m_byHash.equal_range(entry.labels.hash());
    for (auto it = begin; it != end; ++it) {
        if (it->second == index) {
            m_byHash.erase(it);
            break;
        }
    }
    entry = {};
    m_free.push_back(index);
    --m_usedCount;
}

std::vector<model::Labels> WrittenSeries::written() const {
    std::vector<model::Labels> out;
    for (const auto& entry : m_series) {
        if (entry.isUsed && entry.wasWritten) {
            out.push_back(entry.labels);
        }
    }
    return out;
}

std::vector<model::Labels> WrittenSeries::release() {
    auto out = written();
    *this = {};
    return out;
}

Result<std::vector<std::string>> endSeries(storage::Appendable& storage, const std::vector<model::Labels>& series,
                                           model::TimestampMs time) {
    const auto appender = storage.appender();
    appender->discardOutOfOrder();
    std::vector<std::string> failures;
    std::vector<storage::Rejection> rejections;
    for (const auto& labels : series) {
        const auto ref = appender->series(labels);
        if (!ref) {
            say(failures, labels, ref.error().message());
            continue;
        }
        const storage::RefSample marker{.ref = *ref, .time = time, .value = model::staleNan()};
        rejections.clear();
        appender->append(std::span(&marker, 1), rejections);
        if (!rejections.empty() && !isExpected(rejections.front().reason)) {
            say(failures, labels, storage::rejectReasonText(rejections.front().reason));
        }
    }
    HEARTH_TRY(appender->commit());
    return failures;
}

} // namespace hearth::rules
