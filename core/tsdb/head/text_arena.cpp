// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/text_arena.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

namespace hearth::tsdb {
namespace {

constexpr std::size_t kBlockBytes = 64U << 10U; // blocks begin at multiples of it

std::size_t lengthBytes(std::size_t size) {
    std::size_t count = 1;
    for (; size >= 0x80; size >>= 7U) {
        ++count;
    }
    return count;
}

} // namespace

/// Stands at the beginning of its memory.
struct TextArena::Block {
    Block* next;
    Block* previous;
    std::size_t size; ///< Of its memory.
    std::size_t used; ///< This header included.
    std::size_t live; ///< Bytes of texts that are kept.
    bool evacuating;
};

TextArena::~TextArena() {
    while (m_blocks != nullptr) {
        removeBlock(m_blocks);
    }
}

TextArena::Block* TextArena::blockOf(const char* kept) {
    return reinterpret_cast<Block*>(reinterpret_cast<std::uintptr_t>(kept) & ~std::uintptr_t{kBlockBytes - 1});
}

TextArena::Block* TextArena::addBlock(std::size_t size) {
    size = (size + kBlockBytes - 1) / kBlockBytes * kBlockBytes;
    void* const memory = std::aligned_alloc(kBlockBytes, size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    auto* const block = std::construct_at(static_cast<Block*>(memory));
    *block = {m_blocks, nullptr, size, sizeof(Block), 0, false};
    if (m_blocks != nullptr) {
        m_blocks->previous = block;
    }
    m_blocks = block;
    m_bytes += size;
    return block;
}

void TextArena::removeBlock(Block* block) {
    (block->previous != nullptr ? block->previous->next : m_blocks) = block->next;
    if (block->next != nullptr) {
        block->next->previous = block->previous;
    }
    if (m_current == block) {
        m_current = nullptr;
    }
    m_bytes -= block->size;
    std::free(block);
}

const char* TextArena::keep(std::string_view text) {
    const auto size = lengthBytes(text.size()) + text.size();
    auto* block = m_current;
    if (size > kBlockBytes / 4) { // a block of its own, whose beginning the text must lie in
        block = addBlock(sizeof(Block) + size);
    } else if (block == nullptr || block->size - block->used < size) {
        block = m_current = addBlock(kBlockBytes);
    }
    auto* const kept = reinterpret_cast<char*>(block) + block->used;
    auto* at = kept;
    auto length = text.size();
    for (; length >= 0x80; length >>= 7U) {
        *at++ = static_cast<char>(length | 0x80U);
    }
    *at++ = static_cast<char>(length);
    std::memcpy(at, text.data(), text.size());
    block->used += size;
    block->live += size;
    m_live += size;
    return kept;
}

std::string_view TextArena::textOf(const char* kept) {
    std::size_t length = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*kept++);
        length |= static_cast<std::size_t>(byte & 0x7fU) << shift;
        if (byte < 0x80) {
            return {kept, length};
        }
    }
}

void TextArena::release(const char* kept) {
    const auto text = textOf(kept);
    const auto size = lengthBytes(text.size()) + text.size();
    auto* const block = blockOf(kept);
    block->live -= size;
    m_live -= size;
    if (block->live == 0) {
        removeBlock(block);
    }
}

bool TextArena::isSparse() const {
    return m_bytes > 4 * kBlockBytes && m_live < m_bytes / 4 * 3;
}

void TextArena::beginEvacuation() {
    for (auto* block = m_blocks; block != nullptr; block = block->next) {
        block->evacuating = block != m_current && block->live < block->used / 4 * 3;
    }
}

const char* TextArena::evacuated(const char* kept) {
    if (!blockOf(kept)->evacuating) {
        return kept;
    }
    const auto* const moved = keep(textOf(kept));
    release(kept);
    return moved;
}

} // namespace hearth::tsdb
