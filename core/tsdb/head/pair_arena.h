// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace hearth::tsdb {

/// Keeps the label pairs of each series, one small array a series; freed arrays serve series of the same length.
/// Threads: thread-compatible.
class PairArena {
  public:
    /// The longest array.
    static constexpr std::size_t kMaxCount = 4096;

    std::uint32_t allocate(std::size_t count) {
        if (count < m_free.size() && !m_free[count].empty()) {
            const auto at = m_free[count].back();
            m_free[count].pop_back();
            return at;
        }
        if (m_left < count) { // the rest of the block is lost: on average half an array a block
            m_blocks.push_back(std::make_unique_for_overwrite<std::uint32_t[]>(kBlock));
            m_left = kBlock;
        }
        m_left -= count;
        return static_cast<std::uint32_t>((m_blocks.size() - 1) * kBlock + m_left);
    }
    void release(std::uint32_t at, std::size_t count) {
        if (count >= m_free.size()) {
            m_free.resize(count + 1);
        }
        m_free[count].push_back(at);
    }
    std::uint32_t* data(std::uint32_t at) const { return m_blocks[at / kBlock].get() + at % kBlock; }
    std::span<const std::uint32_t> pairs(std::uint32_t at, std::size_t count) const { return {data(at), count}; }

    std::size_t byteCount() const { return m_blocks.size() * kBlock * sizeof(std::uint32_t); }

  private:
    static constexpr std::size_t kBlock = 16U << 10U;

    std::vector<std::unique_ptr<std::uint32_t[]>> m_blocks;
    std::size_t m_left = 0;                         ///< Of the last block, at its beginning.
    std::vector<std::vector<std::uint32_t>> m_free; ///< By length.
};

} // namespace hearth::tsdb
