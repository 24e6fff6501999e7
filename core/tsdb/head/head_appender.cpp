// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_appender.h"

#include <algorithm>
#include <fmt/format.h>

#include "tsdb/wal/records.h"

namespace hearth::tsdb {

using storage::RejectReason;

namespace {

constexpr std::size_t kPrefetchAhead = 8;

/// The stale marker as a histogram of the kind that the series has.
model::HistogramValue staleHistogram(const model::HistogramValue& last) {
    return std::visit(
        [](const auto& value) -> model::HistogramValue {
            using Value = std::remove_cvref_t<decltype(*value)>;
            auto stale = std::make_shared<Value>();
            stale->sum = model::staleNan();
            return std::shared_ptr<const Value>(std::move(stale));
        },
        last);
}

/// All but those with the given ascending indices; `buffer` is used where there are any.
template <class Sample>
std::span<const Sample> without(std::span<const std::size_t> indices, const std::vector<Sample>& all,
                                std::vector<Sample>& buffer) {
    if (indices.empty()) {
        return all;
    }
    auto next = indices.begin();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (next != indices.end() && *next == i) {
            ++next;
        } else {
            buffer.push_back(all[i]);
        }
    }
    return buffer;
}

} // namespace

HeadAppender::HeadAppender(Head& head, HeadLogs logs, TransactionPool& pool)
    : m_head(head)
    , m_logs(logs)
    , m_pool(pool)
    , m_transaction(pool.take())
    , m_limits(head.appendLimits())
    , m_headWasEmpty(!head.timeRange()) {
    m_head.metrics().appendersCreated.increment();
    m_head.metrics().activeAppenders.add(1);
}

HeadAppender::~HeadAppender() {
    unpinAll();
    m_head.metrics().activeAppenders.add(-1);
    m_pool.giveBack(std::move(m_transaction));
}

Result<storage::SeriesRef> HeadAppender::series(const model::Labels& labels) {
    if (labels.empty()) {
        return fail(ErrorCode::kInvalidArgument, "a series needs at least one label");
    }
    if (m_logs.wal.failed()) {
        if (const auto failure = m_logs.wal.failure()) {
            return std::unexpected(*failure);
        }
    }
    const auto key = HEARTH_TRY(m_head.findOrCreate(labels));
    m_transaction->resolved.push_back(key.id);
    return key.ref();
}

void HeadAppender::beginWindow(model::TimestampMs first) {
    if (m_headWasEmpty) { // the first sample sets the window
        m_headWasEmpty = false;
        m_limits = m_head.appendLimits(first);
    }
}

void HeadAppender::append(std::span<const storage::RefSample> samples, std::vector<storage::Rejection>& rejected) {
    if (samples.empty()) {
        return;
    }
    beginWindow(samples.front().time);
    StripeWalk stripes(m_head);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i + kPrefetchAhead < samples.size()) {
            m_head.prefetch(samples[i + kPrefetchAhead].ref);
        }
        if (const auto reason = add(samples[i], stripes)) {
            m_head.metrics().count(*reason, SampleKind::kFloat);
            rejected.push_back({i, *reason});
        }
    }
}

void HeadAppender::appendHistograms(std::span<const storage::RefHistogram> histograms,
                                    std::vector<storage::Rejection>& rejected) {
    if (histograms.empty()) {
        return;
    }
    beginWindow(histograms.front().time);
    StripeWalk stripes(m_head);
    for (std::size_t i = 0; i < histograms.size(); ++i) {
        if (const auto reason = add(histograms[i], stripes)) {
            m_head.metrics().count(*reason, SampleKind::kHistogram);
            rejected.push_back({i, *reason});
        }
    }
}

/// Whether a sample is taken into the transaction, or why it is rejected. Needs the stripe lock.
template <class Value>
std::optional<RejectReason> HeadAppender::check(const MemSeries& series, SeriesKey key, model::TimestampMs time,
                                                const Value& value, Taken& taken) {
    if (!Head::isNamed(series, key)) {
        return RejectReason::kUnknownSeries;
    }
    RejectReason reason{};
    switch (m_head.route(series, time, value, m_limits, reason)) {
    case Head::Route::kSame:
        return std::nullopt;
    case Head::Route::kReject:
        return reason;
    case Head::Route::kOutOfOrder:
        if (m_discardsOutOfOrder) {
            return RejectReason::kOutOfOrder;
        }
        // Without samples in order, there is nothing that it is late for.
        m_head.metrics().outOfOrderDelta.observe(static_cast<double>(std::max(m_head.newestTime(), time) - time) /
                                                 model::kSecondMs);
        taken = Taken::kLate;
        break;
    case Head::Route::kInOrder:
        taken = Taken::kInOrder;
        break;
    }
    return std::nullopt;
}

void HeadAppender::hold(MemSeries& series, SeriesId id, HeadStripe& stripe) {
    Head::pin(series, id, stripe);
    if (!series.isLogged()) {
        m_transaction->unlogged.push_back(id);
    }
}

std::optional<RejectReason> HeadAppender::add(const storage::RefSample& sample, StripeWalk& stripes) {
    if (sample.time < m_limits.minValidTime && !m_limits.outOfOrder) {
        return RejectReason::kOutOfBounds;
    }
    const auto key = SeriesKey::of(sample.ref);
    if (key.id >= m_head.table().end()) {
        return RejectReason::kUnknownSeries;
    }
    auto& stripe = stripes.enter(key.id);
    auto& series = m_head.series(key.id);
    if (model::isStale(sample.value) && Head::isNamed(series, key) && series.hasOpenHistograms()) {
        const auto stale = staleHistogram(series.extra(m_head.memory())->last);
        return add(storage::RefHistogram{sample.ref, sample.time, stale}, stripes);
    }
    auto taken = Taken::kNo;
    const auto reason = check(series, key, sample.time, sample.value, taken);
    if (taken != Taken::kNo) [[likely]] {
        hold(series, key.id, stripe);
        m_transaction->ids.push_back(key.id);
        m_transaction->samples.push_back({series.walRef(), sample.time, sample.value});
        if (taken == Taken::kLate) {
            m_transaction->late.push_back(m_transaction->samples.size() - 1);
        }
    }
    return reason;
}

std::optional<RejectReason> HeadAppender::add(const storage::RefHistogram& histogram, StripeWalk& stripes) {
    if (histogram.time < m_limits.minValidTime && !m_limits.outOfOrder) {
        return RejectReason::kOutOfBounds;
    }
    const auto key = SeriesKey::of(histogram.ref);
    if (key.id >= m_head.table().end()) {
        return RejectReason::kUnknownSeries;
    }
    auto& stripe = stripes.enter(key.id);
    auto& series = m_head.series(key.id);
    auto taken = Taken::kNo;
    const auto reason = check(series, key, histogram.time, histogram.value, taken);
    if (taken != Taken::kNo) {
        hold(series, key.id, stripe);
        m_transaction->histogramIds.push_back(key.id);
        m_transaction->histograms.push_back({series.walRef(), histogram.time, histogram.value});
        if (taken == Taken::kLate) {
            m_transaction->lateHistograms.push_back(m_transaction->histograms.size() - 1);
        }
    }
    return reason;
}

std::optional<RejectReason> HeadAppender::exemplar(storage::SeriesRef ref, const model::Exemplar& exemplar) {
    if (m_head.exemplars().capacity() == 0) {
        return RejectReason::kExemplarsOff;
    }
    const auto key = SeriesKey::of(ref);
    if (key.id >= m_head.table().end()) {
        return RejectReason::kUnknownSeries;
    }
    StripeWalk stripes(m_head);
    auto& stripe = stripes.enter(key.id);
    if (!m_head.has(key)) {
        return RejectReason::kUnknownSeries;
    }
    if (const auto reason = m_head.exemplars().check(key.ref(), exemplar)) {
        return reason;
    }
    hold(m_head.series(key.id), key.id, stripe);
    m_transaction->exemplars.push_back({key.id, m_head.series(key.id).walRef(), exemplar});
    return std::nullopt;
}

void HeadAppender::metadata(storage::SeriesRef ref, const model::Metadata& metadata) {
    const auto key = SeriesKey::of(ref);
    const std::shared_lock lock(m_head.indexMutex());
    if (!m_head.has(key) || m_head.metadata().isKnown(m_head.table().metricNameOf(key.id), metadata)) {
        return;
    }
    StripeWalk stripes(m_head);
    hold(m_head.series(key.id), key.id, stripes.enter(key.id));
    m_transaction->metadata.push_back({key.id, m_head.series(key.id).walRef(), metadata});
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
    {
        const std::shared_lock lock(m_head.indexMutex());
        for (const auto id : unlogged) {
            const auto labels = m_head.table().labelsOf(id);
            wal::appendSeries(record, {m_head.series(id).walRef(), labels.bytes()});
        }
    }
    m_transaction->records.add();
}

void HeadAppender::encodeMetadata() {
    if (m_transaction->metadata.empty()) {
        return;
    }
    auto& record = m_transaction->records.scratch();
    wal::beginMetadata(record);
    for (const auto& pending : m_transaction->metadata) {
        wal::appendMetadata(record, pending.walRef, pending.metadata);
    }
    m_transaction->records.add();
}

void HeadAppender::encodeSamples() {
    std::vector<storage::RefSample> buffer;
    auto rest = without(m_transaction->late, m_transaction->samples, buffer);
    while (!rest.empty()) {
        const auto part = rest.first(std::min(rest.size(), wal::kMaxSamplesPerRecord));
        wal::encodeSamples(m_transaction->records.scratch(), part);
        m_transaction->records.add();
        rest = rest.subspan(part.size());
    }
}

void HeadAppender::encodeHistograms() {
    constexpr std::size_t kMostAtOnce = 1024; // hundreds of buckets each
    std::vector<storage::RefHistogram> buffer;
    auto rest = without(m_transaction->lateHistograms, m_transaction->histograms, buffer);
    while (!rest.empty()) {
        const auto part = rest.first(std::min(rest.size(), kMostAtOnce));
        for (const auto type : wal::kHistogramRecordTypes) {
            if (wal::encodeHistograms(m_transaction->records.scratch(), type, part)) {
                m_transaction->records.add();
            }
        }
        rest = rest.subspan(part.size());
    }
}

void HeadAppender::encodeExemplars() {
    if (m_transaction->exemplars.empty()) {
        return;
    }
    std::vector<wal::ExemplarEntry> entries;
    for (const auto& pending : m_transaction->exemplars) {
        entries.push_back(
            {pending.walRef, pending.exemplar.time, pending.exemplar.value, pending.exemplar.labels.bytes()});
    }
    wal::encodeExemplars(m_transaction->records.scratch(), entries);
    m_transaction->records.add();
}

Result<void> HeadAppender::logAll() {
    encodeSeries();
    encodeMetadata();
    encodeSamples();
    encodeHistograms();
    encodeExemplars();
    HEARTH_TRY(logLate());
    return m_transaction->records.empty() ? Result<void>() : m_logs.wal.append(m_transaction->records);
}

Result<void> HeadAppender::syncLogs() {
    for (auto* const log : {m_logs.wbl, &m_logs.wal}) {
        if (auto synced = log != nullptr ? log->sync() : Result<void>(); !synced) {
            return fail(ErrorCode::kIo, fmt::format("the samples are taken, but a power cut may lose them: {}",
                                                    synced.error().message()));
        }
    }
    return {};
}

void HeadAppender::publish() {
    auto& transaction = *m_transaction;
    {
        StripeWalk stripes(m_head);
        for (const auto id : transaction.unlogged) {
            stripes.enter(id);
            m_head.series(id).setLogged();
        }
    }
    if (!transaction.metadata.empty()) {
        const std::shared_lock lock(m_head.indexMutex());
        for (const auto& pending : transaction.metadata) {
            m_head.metadata().set(m_head.table().metricNameOf(pending.id), pending.metadata);
        }
    }
    for (const auto& pending : transaction.exemplars) {
        (void)m_head.exemplars().add(SeriesKey{pending.id, static_cast<std::uint32_t>(pending.walRef)}.ref(),
                                     pending.exemplar);
    }
    if (transaction.ids.empty() && transaction.histogramIds.empty()) {
        return;
    }
    auto limits = m_limits;
    limits.outOfOrder = limits.outOfOrder && !m_discardsOutOfOrder;
    m_head.apply(transaction, limits, transaction.outOfOrder);
    transaction.ids.clear(); // apply() has unpinned them
    transaction.histogramIds.clear();
    if (m_logs.wbl != nullptr) {
        logOvertaken();
    }
}

/// Late samples go to their log before they are seen, as all others do, and to that one alone: a replay of the main log
/// might find them in order, next to their copies in blocks. Prometheus logs them in both, here only once they are
/// seen.
Result<void> HeadAppender::logLate() {
    if (m_logs.wbl == nullptr || (m_transaction->late.empty() && m_transaction->lateHistograms.empty())) {
        return {};
    }
    auto& log = m_transaction->outOfOrder;
    for (const auto index : m_transaction->late) {
        const auto& sample = m_transaction->samples[index];
        log.inserted(sample.ref, sample.time, sample.value);
    }
    for (const auto index : m_transaction->lateHistograms) {
        const auto& histogram = m_transaction->histograms[index];
        log.inserted(histogram.ref, histogram.time, histogram.value);
    }
    auto logged = m_logs.wbl->append(log.finish());
    log.clear();
    return logged;
}

/// Samples that were in order when they came, and late when they were applied: another transaction was faster.
void HeadAppender::logOvertaken() {
    const auto& transaction = *m_transaction;
    auto& log = m_transaction->outOfOrder;
    if (log.sampleCount() <= transaction.late.size() + transaction.lateHistograms.size()) {
        return;
    }
    if (const auto logged = m_logs.wbl->append(log.finish()); !logged) {
        m_head.log().error("Overtaken samples cannot be logged", {{"reason", logged.error().message()}});
    }
}

/// What is in the log is in memory too, whatever a sync says: else a later sample would be in order here, and older
/// than what a replay has read before it.
Result<void> HeadAppender::commit() {
    auto result = logAll();
    if (result) {
        publish();
        result = m_logs.syncAtCommit ? syncLogs() : Result<void>();
    }
    rollback();
    return result;
}

void HeadAppender::rollback() {
    unpinAll();
    m_transaction->clear();
}

void HeadAppender::unpinAll() {
    if (m_transaction->empty()) {
        return;
    }
    StripeWalk stripes(m_head);
    const auto unpin = [&](SeriesId id) { Head::unpin(m_head.series(id), id, stripes.enter(id)); };
    std::ranges::for_each(m_transaction->ids, unpin);
    std::ranges::for_each(m_transaction->histogramIds, unpin);
    std::ranges::for_each(m_transaction->resolved, unpin);
    for (const auto& pending : m_transaction->exemplars) {
        unpin(pending.id);
    }
    for (const auto& pending : m_transaction->metadata) {
        unpin(pending.id);
    }
    m_transaction->ids.clear();
    m_transaction->histogramIds.clear();
    m_transaction->resolved.clear();
    m_transaction->exemplars.clear();
    m_transaction->metadata.clear();
}

} // namespace hearth::tsdb
