// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/block_pool.h"

#include <algorithm>
#include <utility>

namespace hearth::tsdb {

std::uint32_t BlockPool::allocate() {
    const std::lock_guard lock(m_mutex);
    if (m_free == kNone) {
        return m_blocks.emplaceBack();
    }
    const auto index = m_free;
    m_free = std::exchange(m_blocks[index].next, kNone);
    return index;
}

void BlockPool::appendParts(Chain& chain, std::size_t chainSize, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto used = chainSize % kBlockBytes;
        if (used == 0) {
            const auto index = allocate();
            (chain.first == kNone ? chain.first : m_blocks[chain.last].next) = index;
            chain.last = index;
        }
        const auto part = std::min(bytes.size(), kBlockBytes - used);
        std::memcpy(m_blocks[chain.last].bytes.data() + used, bytes.data(), part);
        chainSize += part;
        bytes = bytes.subspan(part);
    }
}

void BlockPool::read(const Chain& chain, std::size_t size, std::string& out) const {
    auto left = size;
    for (auto index = chain.first; left != 0; index = m_blocks[index].next) {
        const auto part = std::min(left, kBlockBytes);
        out.append(reinterpret_cast<const char*>(m_blocks[index].bytes.data()), part);
        left -= part;
    }
}

void BlockPool::release(Chain& chain) {
    if (chain.first != kNone) {
        const std::lock_guard lock(m_mutex);
        m_blocks[chain.last].next = m_free;
        m_free = chain.first;
    }
    chain = Chain();
}

} // namespace hearth::tsdb
