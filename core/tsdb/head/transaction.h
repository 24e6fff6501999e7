// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "model/exemplar.h"
#include "storage/storage.h"
#include "tsdb/head/mem_series.h"
#include "tsdb/head/out_of_order_log.h"
#include "tsdb/wal/record_batch.h"

namespace hearth::tsdb {

/// The buffers of one appender: what was appended and is not committed. Parallel: samples[i] belongs to ids[i],
/// histograms[i] to histogramIds[i]. Every id that stands here holds a pin.
struct Transaction {
    explicit Transaction(wal::Compression compression)
        : records(compression)
        , outOfOrder(compression) {}

    struct PendingExemplar {
        SeriesId id = 0;
        std::uint64_t walRef = 0;
        model::Exemplar exemplar;
    };
    struct PendingMetadata {
        SeriesId id = 0;
        std::uint64_t walRef = 0;
        model::Metadata metadata;
    };

    std::vector<SeriesId> ids;
    std::vector<storage::RefSample> samples; ///< `ref` is the log's number of the series.
    std::vector<SeriesId> histogramIds;
    std::vector<storage::RefHistogram> histograms; ///< `ref` likewise.
    std::vector<std::size_t> late;                 ///< Which of the samples go out of order, as of now.
    std::vector<std::size_t> lateHistograms;
    std::vector<PendingExemplar> exemplars;
    std::vector<PendingMetadata> metadata;
    std::vector<SeriesId> resolved; ///< Asked for by their labels.
    std::vector<SeriesId> unlogged; ///< Series that the log does not know yet; they hold no further pin.
    wal::RecordBatch records;
    OutOfOrderLog outOfOrder;

    bool empty() const {
        return ids.empty() && histogramIds.empty() && exemplars.empty() && metadata.empty() && resolved.empty();
    }
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
