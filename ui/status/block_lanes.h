// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "datasource/storage_types.h"
#include "datasource/types.h"
#include "model/time.h"

namespace hearth::ui {

/// Where the blocks and the head lie on a ruler of time: one lane while they follow each other, more where they
/// overlap. Knows no painter. Threads: a value.
class BlockLanes {
  public:
    struct Bar {
        std::optional<std::size_t> block; ///< Index into the blocks; unset: the head.
        int lane = 0;
        double begin = 0; ///< Share of the ruler's width, 0 to 1.
        double end = 0;
    };

    BlockLanes() = default;
    /// `head` is the time of the samples that are in no block yet.
    BlockLanes(const std::vector<datasource::BlockFacts>& blocks, std::optional<model::TimeRange> head);

    const std::vector<Bar>& bars() const { return m_bars; }
    int laneCount() const { return m_laneCount; }
    /// What the ruler spans; nothing where there is nothing to show.
    std::optional<model::TimeRange> span() const { return m_span; }

  private:
    std::vector<Bar> m_bars;
    int m_laneCount = 0;
    std::optional<model::TimeRange> m_span;
};

} // namespace hearth::ui
