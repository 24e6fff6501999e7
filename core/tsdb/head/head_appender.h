// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/storage.h"
#include "tsdb/head/head.h"
#include "tsdb/head/transaction.h"
#include "tsdb/wal/writer.h"

namespace hearth::tsdb {

/// Where commits are logged.
struct HeadLogs {
    wal::Writer& wal;
    wal::Writer* wbl = nullptr; ///< For out-of-order samples; none: they are only in memory until they are in a chunk.
    bool syncAtCommit = false;  ///< A commit returns only when it is on the disk.
};

/// A transaction on the head: checks samples as they come, writes them to the log at commit, then to memory.
/// Validity rules: Prometheus, headAppender.Append and memSeries.appendable.
/// Threads: confined to the thread that uses it.
class HeadAppender final : public storage::Appender {
  public:
    /// All must outlive the appender.
    HeadAppender(Head& head, HeadLogs logs, TransactionPool& pool);
    ~HeadAppender() override;

    Result<storage::SeriesRef> series(const model::Labels& labels) override;
    void append(std::span<const storage::RefSample> samples, std::vector<storage::Rejection>& rejected) override;
    void appendHistograms(std::span<const storage::RefHistogram> histograms,
                          std::vector<storage::Rejection>& rejected) override;
    void discardOutOfOrder() override { m_discardsOutOfOrder = true; }
    std::optional<storage::RejectReason> exemplar(storage::SeriesRef ref, const model::Exemplar& exemplar) override;
    void metadata(storage::SeriesRef ref, const model::Metadata& metadata) override;
    Result<void> commit() override;
    void rollback() override;

  private:
    enum class Taken : std::uint8_t { kNo, kInOrder, kLate };
    std::optional<storage::RejectReason> add(const storage::RefSample& sample, StripeWalk& stripes);
    std::optional<storage::RejectReason> add(const storage::RefHistogram& histogram, StripeWalk& stripes);
    template <class Value>
    std::optional<storage::RejectReason> check(const MemSeries& series, SeriesKey key, model::TimestampMs time,
                                               const Value& value, Taken& taken);
    void hold(MemSeries& series, SeriesId id, HeadStripe& stripe);
    void beginWindow(model::TimestampMs first);
    void encodeSeries();
    void encodeMetadata();
    void encodeSamples();
    void encodeHistograms();
    void encodeExemplars();
    Result<void> logAll();
    Result<void> syncLogs();
    void publish();
    Result<void> logLate();
    void logOvertaken();
    void unpinAll();

    Head& m_head;
    const HeadLogs m_logs;
    TransactionPool& m_pool;
    std::unique_ptr<Transaction> m_transaction;
    AppendLimits m_limits; ///< As of the beginning, or of the first sample where the head was empty.
    bool m_headWasEmpty;
    bool m_discardsOutOfOrder = false;
};

} // namespace hearth::tsdb
