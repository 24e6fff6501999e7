// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/storage.h"
#include "tsdb/head/transaction.h"
#include "tsdb/wal/writer.h"

namespace hearth::tsdb {

/// A transaction on the head: checks samples as they come, writes them to the log at commit, then to memory.
/// Validity rules: Prometheus, headAppender.Append and memSeries.appendable.
/// Threads: confined to the thread that uses it.
class HeadAppender final : public storage::Appender {
  public:
    /// All must outlive the appender. With `syncAtCommit` a commit returns only when it is on the disk.
    HeadAppender(Head& head, wal::Writer& log, TransactionPool& pool, bool syncAtCommit);
    ~HeadAppender() override;

    Result<storage::SeriesRef> series(const model::Labels& labels) override;
    void append(std::span<const storage::RefSample> samples, std::vector<storage::Rejection>& rejected) override;
    void appendHistograms(std::span<const storage::RefHistogram> histograms,
                          std::vector<storage::Rejection>& rejected) override;
    std::optional<storage::RejectReason> exemplar(storage::SeriesRef ref, const model::Exemplar& exemplar) override;
    void metadata(storage::SeriesRef ref, const model::Metadata& metadata) override;
    Result<void> commit() override;
    void rollback() override;

  private:
    std::optional<storage::RejectReason> add(const storage::RefSample& sample, StripeWalk& stripes);
    void count(storage::RejectReason reason);
    void encodeSeries();
    void encodeMetadata();
    void encodeSamples();
    Result<void> write();
    void publish();

    Head& m_head;
    wal::Writer& m_log;
    TransactionPool& m_pool;
    const bool m_syncAtCommit;
    std::unique_ptr<Transaction> m_transaction;
    model::TimestampMs m_minValidTime; ///< As of the beginning, or of the first sample where the head was empty.
    bool m_headWasEmpty;
};

} // namespace hearth::tsdb
