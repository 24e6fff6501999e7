// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>

#include "model/histogram.h"
#include "promql/column.h"

namespace hearth::promql {

using HistogramPtr = std::shared_ptr<const model::FloatHistogram>;

/// The native histograms of one query, so that a cell of a column can stand for one and columns of floats stay what
/// they are. Lives as long as the query.
/// Threads: thread-safe; a cell may be read by any thread that got it from the one that made it.
class HistogramPool {
  public:
    HistogramPool() = default;
    HistogramPool(const HistogramPool&) = delete;
    HistogramPool& operator=(const HistogramPool&) = delete;
    ~HistogramPool();

    /// A cell that stands for the histogram (not null); absentValue() where there are too many.
    double add(HistogramPtr histogram);
    double add(model::FloatHistogram histogram);

    /// The histogram of a cell; null where the cell is none of this pool (a stored NaN may look like any cell).
    const model::FloatHistogram* find(double cell) const;
    HistogramPtr share(double cell) const;

    /// No histogram was ever added.
    bool empty() const { return m_count.load(std::memory_order_relaxed) == 0; }

  private:
    /// Each block has twice the room of the one before, so that nothing ever moves.
    static constexpr std::size_t kFirstBlock = 256;
    static constexpr std::size_t kBlocks = 20; // 268 million histograms
    static constexpr std::size_t kLimit = kFirstBlock * ((std::size_t{1} << kBlocks) - 1);
    struct Place {
        std::size_t block;
        std::size_t within;
    };

    static Place placeOf(std::size_t id);
    const HistogramPtr* slot(double cell) const;
    HistogramPtr* block(std::size_t index);

    std::atomic<std::size_t> m_count{0};
    std::array<std::atomic<HistogramPtr*>, kBlocks> m_blocks{};
    std::mutex m_growing;
};

/// Cells that stand for histograms become absent.
void dropHistograms(std::span<double> cells);

} // namespace hearth::promql
