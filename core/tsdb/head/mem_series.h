// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "chunks/xor_encoder.h"
#include "model/sample.h"
#include "storage/storage.h"
#include "tsdb/head/block_pool.h"

namespace hearth::tsdb {

/// A finished chunk of a series: immutable, lives as long as the series, its payload stands behind it in memory.
struct ClosedChunk {
    ClosedChunk* older = nullptr;
    model::TimestampMs begin = 0;
    model::TimestampMs end = 0; ///< Time of the last sample.
    std::uint32_t size = 0;     ///< Bytes of the payload.
    std::uint16_t samples = 0;

    std::span<const std::byte> payload() const { return {reinterpret_cast<const std::byte*>(this + 1), size}; }
};

/// What a reader takes of a series while the series is locked; decoding happens afterwards.
struct SeriesSnapshot {
    SeriesSnapshot() = default;
    SeriesSnapshot(const SeriesSnapshot&) = delete; // a part points into the object itself
    SeriesSnapshot& operator=(const SeriesSnapshot&) = delete;

    struct Part {
        std::span<const std::byte> payload;
        std::size_t samples = 0; ///< How many of them the reader may see.
    };
    std::vector<Part> parts; ///< In time order.
    std::string openPayload; ///< Copy of the open chunk; the last part may point into it.
};

/// A series in the head: the pairs that name it, an open chunk that grows, finished chunks behind it.
/// Threads: the first three members are constant after construction; the rest is guarded by the series' stripe lock.
class MemSeries {
  public:
    MemSeries(const std::uint32_t* pairs, std::uint32_t pairCount, std::uint64_t walRef)
        : m_pairs(pairs)
        , m_pairCount(pairCount)
        , m_walRef(walRef) {}
    ~MemSeries();
    MemSeries(const MemSeries&) = delete;
    MemSeries& operator=(const MemSeries&) = delete;

    /// LabelIndex::PairId of each label, in label order.
    std::span<const std::uint32_t> pairs() const { return {m_pairs, m_pairCount}; }
    /// The number that names this series in the write-ahead log.
    std::uint64_t walRef() const { return m_walRef; }

    bool empty() const { return m_encoder.count() == 0; }
    model::TimestampMs lastTime() const { return m_encoder.lastTime(); }
    double lastValue() const { return m_encoder.lastValue(); }

    enum class Fit : std::uint8_t { kNew, kSame, kDuplicate, kOlder };
    /// How a sample stands to the newest one.
    Fit fit(model::TimestampMs time, double value) const {
        if (empty() || time > lastTime()) {
            return Fit::kNew;
        }
        if (time < lastTime()) {
            return Fit::kOlder;
        }
        const bool same = std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(lastValue());
        return same ? Fit::kSame : Fit::kDuplicate;
    }

    /// Appends a sample newer than all before it. Returns whether it began a new chunk.
    bool append(model::TimestampMs time, double value, model::DurationMs chunkRange, BlockPool& pool);

    /// Whether any chunk overlaps the range, with the newest `hidden` samples left out.
    bool overlaps(model::TimeRange range, std::size_t hidden) const;
    /// Appends the chunks that overlap the range to `out`, without the newest `hidden` samples.
    void snapshot(model::TimeRange range, std::size_t hidden, const BlockPool& pool, SeriesSnapshot& out) const;

    /// The last commit that touched the series, and how many samples it appended: see Isolation.
    struct CommitMark {
        std::uint64_t number = 0;
        std::uint32_t samples = 0;
    };
    CommitMark& lastCommit() { return m_lastCommit; }
    const CommitMark& lastCommit() const { return m_lastCommit; }
    /// Earlier commits that some reader may not see are noted outside (HeadStripe).
    bool hasOlderCommits() const { return m_hasOlderCommits; }
    void setHasOlderCommits(bool value) { m_hasOlderCommits = value; }
    /// Whether a series record is in the write-ahead log.
    bool isLogged() const { return m_isLogged; }
    void setLogged() { m_isLogged = true; }

  private:
    void closeChunk(BlockPool& pool);
    std::string openPayload(const BlockPool& pool) const;

    const std::uint32_t* const m_pairs;
    const std::uint32_t m_pairCount;
    bool m_isLogged = false;
    bool m_hasOlderCommits = false;
    const std::uint64_t m_walRef;

    chunks::XorEncoder m_encoder; ///< Of the open chunk; empty only before the first sample.
    BlockPool::Chain m_openBytes;
    model::TimestampMs m_openBegin = 0;
    model::TimestampMs m_openEnd = 0; ///< Where the open chunk is to be cut.
    ClosedChunk* m_newest = nullptr;  ///< Owned, with all older ones.
    CommitMark m_lastCommit;
};

} // namespace hearth::tsdb
