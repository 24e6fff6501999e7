// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/block_lanes.h"

#include <algorithm>

namespace hearth::ui {
namespace {

struct Piece {
    std::optional<std::size_t> block;
    model::TimestampMs begin;
    model::TimestampMs end;
};

std::vector<Piece> piecesByTime(const std::vector<datasource::BlockFacts>& blocks,
                                std::optional<model::TimeRange> head) {
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].minTime < blocks[i].maxTime) {
            pieces.push_back({i, blocks[i].minTime, blocks[i].maxTime});
        }
    }
    if (head && head->begin <= head->end) {
        pieces.push_back({std::nullopt, head->begin, head->end + 1});
    }
    std::ranges::stable_sort(pieces, {}, &Piece::begin);
    return pieces;
}

} // namespace

BlockLanes::BlockLanes(const std::vector<datasource::BlockFacts>& blocks, std::optional<model::TimeRange> head) {
    const auto pieces = piecesByTime(blocks, head);
    if (pieces.empty()) {
        return;
    }
    const auto end = std::ranges::max(pieces, {}, &Piece::end).end;
    m_span = {pieces.front().begin, end};
    const auto width = static_cast<double>(m_span->end - m_span->begin);
    const auto share = [&](model::TimestampMs time) { return static_cast<double>(time - m_span->begin) / width; };
    std::vector<model::TimestampMs> laneEnds;
    for (const auto& piece : pieces) {
        const auto free = std::ranges::find_if(laneEnds, [&](auto laneEnd) { return laneEnd <= piece.begin; });
        const auto lane = static_cast<int>(free - laneEnds.begin());
        if (free == laneEnds.end()) {
            laneEnds.push_back(piece.end);
        } else {
            *free = piece.end;
        }
        m_bars.push_back({piece.block, lane, share(piece.begin), share(piece.end)});
    }
    m_laneCount = static_cast<int>(laneEnds.size());
}

} // namespace hearth::ui
