// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <span>
#include <string>

#include "tsdb/head/stable_vector.h"

namespace hearth::tsdb {

/// Small blocks of which open chunks are chained together: a chunk grows by one block at a time, never moves, and all
/// blocks are of one size, so that hundreds of thousands of growing chunks leave no holes in the heap.
/// Threads: thread-safe; a chain belongs to who holds it.
class BlockPool {
  public:
    static constexpr std::size_t kBlockBytes = 28;
    static constexpr std::uint32_t kNone = 0xffffffff;

    /// The bytes of one open chunk; who holds it knows how many there are.
    struct Chain {
        std::uint32_t first = kNone;
        std::uint32_t last = kNone;
    };

    /// What append() is given: the bytes, and room for a whole-word copy behind them.
    static constexpr std::size_t kWord = 8;

    /// Appends the first `size` of `bytes`, of which at least kWord may be read, to a chain of `chainSize` bytes.
    void append(Chain& chain, std::size_t chainSize, const std::byte* bytes, std::size_t size) {
        const auto used = chainSize % kBlockBytes;
        if (used != 0 && size <= kWord && used + kWord <= kBlockBytes) [[likely]] {
            std::memcpy(m_blocks[chain.last].bytes.data() + used, bytes,
                        kWord); // what is too much is overwritten later
            return;
        }
        appendParts(chain, chainSize, {bytes, size});
    }
    /// Appends the `size` bytes of the chain to `out`.
    void read(const Chain& chain, std::size_t size, std::string& out) const;
    /// Gives the blocks back and empties the chain.
    void release(Chain& chain);

    std::size_t byteCount() const { return m_blocks.byteCount(); }

  private:
    struct Block {
        std::uint32_t next = kNone;
        std::array<std::byte, kBlockBytes> bytes;
    };
    void appendParts(Chain& chain, std::size_t chainSize, std::span<const std::byte> bytes);
    std::uint32_t allocate();

    std::mutex m_mutex;
    StableVector<Block> m_blocks; ///< Grown with m_mutex held.
    std::uint32_t m_free = kNone; ///< Guarded by m_mutex: a chain of unused blocks.
};

} // namespace hearth::tsdb
