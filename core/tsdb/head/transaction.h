// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "storage/storage.h"
#include "tsdb/head/head.h"
#include "tsdb/wal/record_batch.h"

namespace hearth::tsdb {

/// The buffers of one appender: what was appended and is not committed. Parallel: samples[i] belongs to ids[i].
struct Transaction {
    explicit Transaction(wal::Compression compression)
        : records(compression) {}

    std::vector<SeriesId> ids;
    std::vector<storage::RefSample> samples; ///< `ref` is the log's number of the series.
    std::vector<SeriesId> unlogged;          ///< Series that the log does not know yet.
    std::vector<std::pair<SeriesId, model::Metadata>> metadata;
    wal::RecordBatch records;

    void clear();
};

/// Keeps the buffers of finished transactions for the next ones, so that a scrape allocates nothing.
/// Threads: thread-safe.
class TransactionPool {
  public:
    explicit TransactionPool(wal::Compression compression)
        : m_compression(compression) {}
    std::unique_ptr<Transaction> take();
    void giveBack(std::unique_ptr<Transaction> transaction);

  private:
    const wal::Compression m_compression;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Transaction>> m_idle; ///< Guarded by m_mutex.
};

} // namespace hearth::tsdb
