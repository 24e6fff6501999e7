// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "chunks/xor_encoder.h"
#include "model/sample.h"
#include "storage/storage.h"
#include "tsdb/head/block_pool.h"
#include "tsdb/head/chunk_pool.h"
#include "tsdb/head/series_extra.h"

namespace hearth::tsdb {

/// Number of a series' place in the head; given again once the series is removed.
using SeriesId = std::uint32_t;

/// What the series are made of besides themselves.
struct SeriesMemory {
    BlockPool bytes; ///< Of open chunks.
    ChunkPool chunks;
    ExtraPool extras;
};

/// The last commit that touched a series, and how many samples it appended: see Isolation.
struct CommitMark {
    std::uint64_t number : 48 = 0;
    std::uint64_t samples : 16 = 0;
    static constexpr std::uint64_t kMaxSamples = 0xffff;
};

/// A series in the head: an open chunk that grows, finished chunks behind it; eighty bytes.
/// Threads: walRef() and the place of the pairs belong to SeriesTable; the rest is guarded by the series' stripe lock.
class MemSeries {
  public:
    MemSeries() = default;
    MemSeries(const MemSeries&) = delete;
    MemSeries& operator=(const MemSeries&) = delete;

    /// The number that names this series in the write-ahead log; 0 where the place is unused. Needs the stripe lock, or
    /// SeriesTable::mutex().
    std::uint64_t walRef() const { return m_walRef; }
    std::uint32_t pairsAt() const { return m_pairsAt; }
    std::uint32_t pairCount() const { return m_pairCount; }
    void begin(std::uint32_t pairsAt, std::size_t pairCount, std::uint64_t walRef);
    /// Gives all memory back and makes the place unused; the pairs stay known.
    void end(SeriesMemory& memory);

    // --- samples in order
    enum class Fit : std::uint8_t { kNew, kSame, kDuplicate, kOlder };
    /// How a sample stands to the newest one.
    Fit fit(model::TimestampMs time, double value, const SeriesMemory& memory) const {
        if (m_encoder.count() == 0) [[unlikely]] {
            return fitWithoutOpenFloats(time, memory);
        }
        if (time > m_encoder.lastTime()) {
            return Fit::kNew;
        }
        if (time < m_encoder.lastTime()) {
            return Fit::kOlder;
        }
        const bool same = std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(m_encoder.lastValue());
        return same ? Fit::kSame : Fit::kDuplicate;
    }
    Fit fit(model::TimestampMs time, const model::HistogramValue& value, const SeriesMemory& memory) const;

    /// Appends a sample newer than all before it. Returns whether it began a new chunk.
    bool append(model::TimestampMs time, double value, model::DurationMs chunkRange, SeriesMemory& memory);
    bool append(model::TimestampMs time, const model::HistogramValue& value, model::DurationMs chunkRange,
                SeriesMemory& memory);

    /// Whether the newest samples are histograms (in an open chunk).
    bool hasOpenHistograms() const { return m_hasOpenHistograms; }
    /// Of the newest sample; nothing where there is none (or only its chunk was dropped).
    std::optional<model::TimestampMs> lastTime(const SeriesMemory& memory) const;
    /// Samples of the open chunk of floats.
    std::size_t openFloats() const { return m_encoder.count(); }
    /// Of the open chunk of floats.
    double lastValue() const { return m_encoder.lastValue(); }
    /// The stale marker is the newest sample.
    bool isStale(const SeriesMemory& memory) const;

    // --- chunks
    /// The open chunk without its bytes.
    struct Open {
        chunks::Encoding encoding = chunks::Encoding::kXor;
        std::size_t samples = 0; ///< 0: there is none.
        model::TimestampMs begin = 0;
        model::TimestampMs end = 0;
    };
    Open open(const SeriesMemory& memory) const;
    /// Appends its bytes, as a chunk of `samples` at most, to `out`.
    void readOpen(const SeriesMemory& memory, std::string& out, std::size_t samples = chunks::kMaxChunkSamples) const;
    /// The newest closed chunk; the others follow it by ClosedChunk::older.
    ChunkIndex newestClosed() const { return m_newest; }
    /// Enters a chunk that lies in a file where it belongs by time; there is no open one. False where it overlaps
    /// another one.
    bool addMapped(ClosedChunk chunk, SeriesMemory& memory);
    /// Makes the open chunk a closed one.
    void closeOpen(SeriesMemory& memory);
    /// Drops the chunks that end before `time`; returns how many there were.
    std::size_t dropBefore(model::TimestampMs time, SeriesMemory& memory);
    std::size_t chunkCount(const SeriesMemory& memory) const;
    bool hasChunks() const { return m_newest != kNoChunk || m_encoder.count() != 0 || m_hasOpenHistograms; }

    // --- what few series have
    SeriesExtra* extra(SeriesMemory& memory) const {
        return m_extra == ExtraPool::kNone ? nullptr : &memory.extras[m_extra];
    }
    const SeriesExtra* extra(const SeriesMemory& memory) const {
        return m_extra == ExtraPool::kNone ? nullptr : &memory.extras[m_extra];
    }
    SeriesExtra& makeExtra(SeriesMemory& memory);

    // --- transactions
    CommitMark& lastCommit() { return m_lastCommit; }
    const CommitMark& lastCommit() const { return m_lastCommit; }
    /// Earlier commits that some reader may not see are noted outside (HeadStripe).
    bool hasOlderCommits() const { return m_hasOlderCommits; }
    void setHasOlderCommits(bool value) { m_hasOlderCommits = value; }
    /// Whether a series record is in the write-ahead log.
    bool isLogged() const { return m_isLogged; }
    void setLogged() { m_isLogged = true; }
    /// Transactions hold it: it is not to be removed. More pins than fit are counted outside (HeadStripe).
    static constexpr std::uint32_t kMostPins = 3;
    std::uint32_t pins() const { return m_pins; }
    void setPins(std::uint32_t pins) { m_pins = pins; }

  private:
    bool makeRoom(model::TimestampMs time, model::DurationMs chunkRange, SeriesMemory& memory);
    Fit fitWithoutOpenFloats(model::TimestampMs time, const SeriesMemory& memory) const;
    template <class Value>
    bool appendHistogram(model::TimestampMs time, const Value& value, model::DurationMs chunkRange,
                         SeriesMemory& memory);
    void addClosed(const Open& open, std::string_view payload, SeriesMemory& memory);
    void dropOpen(SeriesMemory& memory);

    std::uint64_t m_walRef = 0;
    chunks::XorEncoder m_encoder; ///< Of the open chunk of floats; empty where there is none.
    CommitMark m_lastCommit;
    BlockPool::Chain m_openBytes;
    std::uint32_t m_openSpan = 0;   ///< Milliseconds from the first sample of the open chunk to the last.
    std::uint32_t m_openLength = 0; ///< Milliseconds from there to where it is to be cut.
    ChunkIndex m_newest = kNoChunk;
    std::uint32_t m_extra = ExtraPool::kNone;
    std::uint32_t m_pairsAt = 0;
    std::uint16_t m_pairCount = 0;     ///< Not within the bits that follow: another lock guards it.
    std::uint16_t m_openSize : 11 = 0; ///< Bytes of the chain.
    std::uint16_t m_pins : 2 = 0;
    std::uint16_t m_isLogged : 1 = 0;
    std::uint16_t m_hasOlderCommits : 1 = 0;
    std::uint16_t m_hasOpenHistograms : 1 = 0;
};
static_assert(sizeof(MemSeries) == 80);

} // namespace hearth::tsdb
