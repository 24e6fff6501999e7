// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <variant>
#include <vector>

#include "chunks/chunk_cut.h"
#include "chunks/histogram_chunk.h"
#include "model/columns.h"
#include "tsdb/head/stable_vector.h"
#include "tsdb/head_chunks/format.h"
#include "tsdb/out_of_order/out_of_order_chunk.h"

namespace hearth::tsdb {

/// What only some series have, kept aside so that the others stay small. Belongs to its series.
struct SeriesExtra {
    /// The open chunk of histograms, where there is one.
    std::variant<std::monostate, chunks::HistogramChunk, chunks::FloatHistogramChunk> open;
    chunks::HistogramCut cut;
    model::HistogramValue last; ///< The newest histogram, while `open` holds it.

    /// A chunk of out-of-order samples in a head chunk file.
    struct OutOfOrderRecord {
        HeadChunkRef ref = HeadChunkRef::kNone;
        model::TimeRange range;
        chunks::Encoding encoding = chunks::Encoding::kXor;
        std::uint16_t samples = 0;
    };
    std::unique_ptr<OutOfOrderChunk> outOfOrder;    ///< Those not on disk yet.
    std::vector<OutOfOrderChunk> unwritten;         ///< Full ones that could not go to disk.
    std::vector<OutOfOrderRecord> outOfOrderChunks; ///< In the order of writing.

    std::vector<model::TimeRange> deleted; ///< Closed intervals, ascending, disjoint.

    bool hasOpen() const { return open.index() != 0; }
    bool hasUnwritten() const { return (outOfOrder && !outOfOrder->empty()) || !unwritten.empty(); }
    bool hasOutOfOrder() const { return hasUnwritten() || !outOfOrderChunks.empty(); }
};

/// Numbers for the extras that exist. Threads: thread-safe; an extra belongs to its series.
class ExtraPool {
  public:
    /// The number that no extra has.
    static constexpr std::uint32_t kNone = 0;

    SeriesExtra& operator[](std::uint32_t number) { return *m_extras[number - 1]; }
    const SeriesExtra& operator[](std::uint32_t number) const { return *m_extras[number - 1]; }

    std::uint32_t make();
    void release(std::uint32_t number);

  private:
    std::mutex m_mutex;
    StableVector<std::unique_ptr<SeriesExtra>> m_extras; ///< Grown with m_mutex held.
    std::vector<std::uint32_t> m_free;                   ///< Guarded by m_mutex.
};

} // namespace hearth::tsdb
