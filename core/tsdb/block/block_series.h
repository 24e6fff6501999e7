// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tsdb/block/block_querier.h"

namespace hearth::tsdb {

/// A selected series of a block. Threads: thread-compatible.
class BlockSeries final : public storage::Series {
  public:
    /// `view` must outlive it.
    BlockSeries(const BlockView& view, index::SeriesId id, model::Labels labels)
        : m_view(view)
        , m_id(id)
        , m_labels(std::move(labels)) {}

    const model::Labels& labels() const override { return m_labels; }
    Result<void> read(model::TimeRange range, model::Columns& out) override;

  private:
    Result<void> readChunks(model::TimeRange range, model::Columns& out) const;

    const BlockView& m_view;
    const index::SeriesId m_id;
    const model::Labels m_labels;
};

} // namespace hearth::tsdb
