// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "tsdb/chunk_series.h"
#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// The samples of the head within a range as blocks are written from: series in label order, chunks as they lie; those
/// that reach beyond the range are cut. What is appended meanwhile is seen or not, so the range is to be closed by
/// Head::refuseBefore(range.end + 1) before, unless only a snapshot of the moment is wanted. Nothing that the source
/// covers leaves the head while it lives. It locks one series at a time, and holds a few numbers a series.
/// The head must outlive it. Threads: thread-safe; its cursors are thread-compatible.
class HeadSource final : public ChunkSource {
  public:
    enum class Part : std::uint8_t {
        kInOrder,
        kOutOfOrder, ///< What Head::cutOutOfOrder() has put into files; chunks may overlap.
        kAll,        ///< Both, merged where a series has both.
    };
    /// `range` is closed.
    HeadSource(Head& head, model::TimeRange range, Part part);
    ~HeadSource() override;

    Result<std::unique_ptr<SymbolCursor>> symbols() const override;
    Result<std::unique_ptr<ChunkSeriesCursor>> series() const override;

  private:
    Head& m_head;
    const model::TimeRange m_range;
    const Part m_part;
    const std::shared_ptr<const Isolation::View> m_view;
};

} // namespace hearth::tsdb
