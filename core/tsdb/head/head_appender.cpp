// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_appender.h"

#include <algorithm>

#include "tsdb/wal/records.h"

namespace hearth::tsdb {

using storage::RejectReason;

namespace {

constexpr std::size_t kPrefetchAhead = 8;

} // namespace

HeadAppender::HeadAppender(Head& head, wal::Writer& log, TransactionPool& pool, bool syncAtCommit)
    : m_head(head)
    , m_log(log)
    , m_pool(pool)
    , m_syncAtCommit(syncAtCommit)
    , m_transaction(pool.take())
    , m_minValidTime(head.minValidTime())
    , m_headWasEmpty(!head.timeRange()) {
    m_head.metrics().appendersCreated.increment();
    m_head.metrics().activeAppenders.add(1);
}

HeadAppender::~HeadAppender() {
    m_head.metrics().activeAppenders.add(-1);
    m_pool.giveBack(std::move(m_transaction));
}

Result<storage::SeriesRef> HeadAppender::series(const model::Labels& labels) {
    if (labels.empty()) {
        return fail(ErrorCode::kInvalidArgument, "a series needs at least one label");
    }
    if (m_log.failed()) {
        if (const auto failure = m_log.failure()) {
            return std::unexpected(*failure);
        }
    }
    return storage::SeriesRef{HEARTH_TRY(m_head.findOrCreate(labels))} + 1;
}

void HeadAppender::append(std::span<const storage::RefSample> samples, std::vector<storage::Rejection>& rejected) {
    if (m_headWasEmpty && !samples.empty()) { // the first sample sets the window
        m_headWasEmpty = false;
        const auto lowest = std::numeric_limits<model::TimestampMs>::min();
        const auto first = samples.front().time;
        m_minValidTime = first < lowest + m_head.acceptedAge() ? lowest : first - m_head.acceptedAge();
    }
    StripeWalk stripes(m_head);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i + kPrefetchAhead < samples.size()) {
            m_head.prefetch(samples[i + kPrefetchAhead].ref);
        }
        if (const auto reason = add(samples[i], stripes)) {
            count(*reason);
            rejected.push_back({i, *reason});
        }
    }
}

void HeadAppender::appendHistograms(std::span<const storage::RefHistogram> histograms,
                                    std::vector<storage::Rejection>& rejected) {
    for (std::size_t i = 0; i < histograms.size(); ++i) { // the head keeps floats only
        rejected.push_back({i, RejectReason::kOutOfBounds});
    }
}

std::optional<RejectReason> HeadAppender::exemplar(storage::SeriesRef /*ref*/, const model::Exemplar& /*exemplar*/) {
    return RejectReason::kExemplarsOff;
}

std::optional<RejectReason> HeadAppender::add(const storage::RefSample& sample, StripeWalk& stripes) {
    if (sample.time < m_minValidTime) {
        return RejectReason::kOutOfBounds;
    }
    if (sample.ref == 0 || sample.ref > m_head.seriesCount()) {
        return RejectReason::kUnknownSeries;
    }
    const auto id = static_cast<SeriesId>(sample.ref - 1);
    stripes.enter(id);
    const auto& series = m_head.series(id);
    switch (series.fit(sample.time, sample.value)) {
    case MemSeries::Fit::kSame:
        return std::nullopt;
    case MemSeries::Fit::kDuplicate:
        return RejectReason::kDuplicate;
    case MemSeries::Fit::kOlder:
        return RejectReason::kOutOfOrder;
    case MemSeries::Fit::kNew:
        break;
    }
    if (!series.isLogged()) {
        m_transaction->unlogged.push_back(id);
    }
    m_transaction->ids.push_back(id);
    m_transaction->samples.push_back({series.walRef(), sample.time, sample.value});
    return std::nullopt;
}

void HeadAppender::count(RejectReason reason) {
    auto& metrics = m_head.metrics();
    switch (reason) {
    case RejectReason::kOutOfOrder:
        metrics.outOfOrderSamples.increment();
        break;
    case RejectReason::kOutOfBounds:
        metrics.outOfBoundSamples.increment();
        break;
    case RejectReason::kTooOld:
        metrics.tooOldSamples.increment();
        break;
    case RejectReason::kUnknownSeries:
        metrics.seriesNotFound.increment();
        break;
    default:
        break;
    }
}

void HeadAppender::metadata(storage::SeriesRef ref, const model::Metadata& metadata) {
    if (ref == 0 || ref > m_head.seriesCount()) {
        return;
    }
    const auto id = static_cast<SeriesId>(ref - 1);
    if (m_head.metadata().isKnown(m_head.metricNameOf(id), metadata)) {
        return;
    }
    m_transaction->metadata.emplace_back(id, metadata);
    StripeWalk stripes(m_head);
    stripes.enter(id);
    if (!m_head.series(id).isLogged()) {
        m_transaction->unlogged.push_back(id);
    }
}

void HeadAppender::encodeSeries() {
    auto& unlogged = m_transaction->unlogged;
    std::ranges::sort(unlogged);
    unlogged.erase(std::ranges::unique(unlogged).begin(), unlogged.end());
    if (unlogged.empty()) {
        return;
    }
    auto& record = m_transaction->records.scratch();
    wal::beginSeries(record);
    for (const auto id : unlogged) {
        const auto labels = m_head.labelsOf(id);
        wal::appendSeries(record, {m_head.series(id).walRef(), labels.bytes()});
    }
    m_transaction->records.add();
}

void HeadAppender::encodeMetadata() {
    if (m_transaction->metadata.empty()) {
        return;
    }
    auto& record = m_transaction->records.scratch();
    wal::beginMetadata(record);
    for (const auto& [id, metadata] : m_transaction->metadata) {
        wal::appendMetadata(record, m_head.series(id).walRef(), metadata);
    }
    m_transaction->records.add();
}

void HeadAppender::encodeSamples() {
    std::span<const storage::RefSample> rest = m_transaction->samples;
    while (!rest.empty()) {
        const auto part = rest.first(std::min(rest.size(), wal::kMaxSamplesPerRecord));
        wal::encodeSamples(m_transaction->records.scratch(), part);
        m_transaction->records.add();
        rest = rest.subspan(part.size());
    }
}

Result<void> HeadAppender::write() {
    encodeSeries();
    encodeMetadata();
    encodeSamples();
    if (m_transaction->records.empty()) {
        return {};
    }
    HEARTH_TRY(m_log.append(m_transaction->records));
    return m_syncAtCommit ? m_log.sync() : Result<void>();
}

void HeadAppender::publish() {
    {
        StripeWalk stripes(m_head);
        for (const auto id : m_transaction->unlogged) {
            stripes.enter(id);
            m_head.series(id).setLogged();
        }
    }
    for (const auto& [id, metadata] : m_transaction->metadata) {
        m_head.metadata().set(m_head.metricNameOf(id), metadata);
    }
    if (!m_transaction->ids.empty()) {
        m_head.apply(m_transaction->ids, m_transaction->samples);
    }
}

Result<void> HeadAppender::commit() {
    auto result = write();
    if (result) {
        publish();
    }
    m_transaction->clear();
    return result;
}

void HeadAppender::rollback() {
    m_transaction->clear();
}

} // namespace hearth::tsdb
