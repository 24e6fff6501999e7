// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hearth::tsdb {

/// Keeps texts one behind the other in blocks and gives the memory back: a block goes when the last text in it does,
/// and blocks that have become sparse can be evacuated.
/// Threads: thread-compatible.
class TextArena {
  public:
    TextArena() = default;
    ~TextArena();
    TextArena(const TextArena&) = delete;
    TextArena& operator=(const TextArena&) = delete;

    /// A copy of `text`; read it with textOf(). Throws std::bad_alloc.
    const char* keep(std::string_view text);
    /// Forgets what keep() returned.
    void release(const char* kept);
    static std::string_view textOf(const char* kept);

    /// Whether more than a quarter of the memory is of no use.
    bool isSparse() const;
    /// Chooses the blocks to evacuate: the owner then replaces each text in them by evacuated(text).
    void beginEvacuation();
    /// Where the text is now: elsewhere, if its block is to be evacuated.
    const char* evacuated(const char* kept);

    std::size_t byteCount() const { return m_bytes; }

  private:
    struct Block;
    static Block* blockOf(const char* kept);
    Block* addBlock(std::size_t size);
    void removeBlock(Block* block);

    Block* m_blocks = nullptr;  ///< A list of all.
    Block* m_current = nullptr; ///< The one with room.
    std::size_t m_bytes = 0;    ///< Of all blocks.
    std::size_t m_live = 0;
};

} // namespace hearth::tsdb
