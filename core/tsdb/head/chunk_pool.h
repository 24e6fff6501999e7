// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>

#include "chunks/encoding.h"
#include "model/time.h"
#include "tsdb/head/stable_vector.h"
#include "tsdb/head_chunks/format.h"

namespace hearth::tsdb {

/// Index of a closed chunk's record in the pool.
using ChunkIndex = std::uint32_t;
inline constexpr ChunkIndex kNoChunk = 0xffffffff;

/// What is remembered of a finished chunk of a series: 32 bytes. Its payload is in a head chunk file, or on the heap
/// until it is written there.
struct ClosedChunk {
    model::TimestampMs begin = 0;
    std::uint64_t place = 0;     ///< A HeadChunkRef, or the address of a HeapPayload.
    std::uint32_t length = 0;    ///< Milliseconds from the first sample to the last.
    ChunkIndex older = kNoChunk; ///< The series' chunk before this one.
    std::uint16_t samples = 0;
    chunks::Encoding encoding = chunks::Encoding::kXor;
    bool mapped = false; ///< `place` is a HeadChunkRef.

    model::TimestampMs end() const { return begin + length; }
    HeadChunkRef ref() const { return static_cast<HeadChunkRef>(place); }
    /// Where it is not mapped.
    std::span<const std::byte> heapPayload() const;
};
static_assert(sizeof(ClosedChunk) == 32);

/// The records of all series' closed chunks, and the payloads that are not in a file yet.
/// Threads: thread-safe; a record belongs to its series.
class ChunkPool {
  public:
    ChunkPool() = default;
    ~ChunkPool();
    ChunkPool(const ChunkPool&) = delete;
    ChunkPool& operator=(const ChunkPool&) = delete;

    ClosedChunk& operator[](ChunkIndex index) { return m_records[index]; }
    const ClosedChunk& operator[](ChunkIndex index) const { return m_records[index]; }

    ChunkIndex add(const ClosedChunk& record);
    /// The same with a copy of the payload on the heap.
    ChunkIndex add(ClosedChunk record, std::string_view payload);
    /// The payload was written to a file: gives its heap memory back.
    void setMapped(ChunkIndex index, HeadChunkRef ref);
    /// Gives the record back, and its payload where it has one.
    void release(ChunkIndex index);

  private:
    std::mutex m_mutex;
    StableVector<ClosedChunk> m_records; ///< Grown with m_mutex held.
    ChunkIndex m_free = kNoChunk;        ///< Guarded by m_mutex: a chain of unused records.
};

} // namespace hearth::tsdb
