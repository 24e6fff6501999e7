// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/chunk_pool.h"

#include <cstring>
#include <new>

namespace hearth::tsdb {
namespace {

/// A payload's length stands before it.
struct HeapPayload {
    std::uint32_t size;
};

HeapPayload* heapOf(const ClosedChunk& record) {
    return reinterpret_cast<HeapPayload*>(record.place);
}

} // namespace

std::span<const std::byte> ClosedChunk::heapPayload() const {
    const auto* const payload = heapOf(*this);
    return {reinterpret_cast<const std::byte*>(payload + 1), payload->size};
}

ChunkPool::~ChunkPool() {
    for (ChunkIndex index = 0; index < m_records.size(); ++index) {
        if (!m_records[index].mapped) {
            ::operator delete(heapOf(m_records[index]));
        }
    }
}

ChunkIndex ChunkPool::add(const ClosedChunk& record) {
    const std::lock_guard lock(m_mutex);
    if (m_free == kNoChunk) {
        return m_records.emplaceBack(record);
    }
    const auto index = m_free;
    m_free = m_records[index].older;
    m_records[index] = record;
    return index;
}

ChunkIndex ChunkPool::add(ClosedChunk record, std::string_view payload) {
    auto* const heap = static_cast<HeapPayload*>(::operator new(sizeof(HeapPayload) + payload.size()));
    heap->size = static_cast<std::uint32_t>(payload.size());
    std::memcpy(heap + 1, payload.data(), payload.size());
    record.place = reinterpret_cast<std::uint64_t>(heap);
    record.mapped = false;
    return add(record);
}

void ChunkPool::setMapped(ChunkIndex index, HeadChunkRef ref) {
    auto& record = m_records[index];
    ::operator delete(heapOf(record));
    record.place = static_cast<std::uint64_t>(ref);
    record.mapped = true;
}

void ChunkPool::release(ChunkIndex index) {
    auto& record = m_records[index];
    if (!record.mapped) {
        ::operator delete(heapOf(record));
    }
    const std::lock_guard lock(m_mutex);
    record = {};
    record.older = m_free;
    m_free = index;
}

} // namespace hearth::tsdb
