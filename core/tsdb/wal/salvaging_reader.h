// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tsdb/wal/segment_reader.h"

namespace hearth::tsdb::wal {

/// How reading one segment ended.
struct SegmentEnd {
    std::uint64_t goodBytes = 0; ///< The healthy beginning.
    bool torn = false;           ///< It ends within a record, or in a hole; what is behind was never acknowledged.
    std::string damage;          ///< The first one; empty: none.
    std::uint64_t damages = 0;
    std::uint64_t recordsBehind = 0;    ///< Records behind the first damage that could be read.
    std::uint64_t lostBytes = 0;        ///< That are neither in a record that was read nor in the torn end.
    std::vector<std::uint64_t> refused; ///< Where records end that make no sense, ascending.
};

/// Walks the records of one segment and goes on behind damage, at the next page on which a record begins. Pages begin
/// with a fragment, and a fragment has a checksum: what is read is what was written.
/// Threads: thread-compatible.
class SalvagingReader {
  public:
    /// What a hole is: in the newest segment the end of what was synced, in others it is damage.
    enum class Hole { kIsTheEnd, kIsDamage };

    /// The bytes must outlive the reader.
    SalvagingReader(std::span<const std::byte> segment, Hole hole);

    /// Moves to the next record that can be read; false at the end.
    bool next();
    /// The current record, decompressed. Valid until the next call of next().
    std::string_view record() const { return m_reader.record(); }
    /// Just behind the current record.
    std::uint64_t recordEnd() const { return m_reader.goodBytes(); }
    /// Says of the current record that its content is damaged, too.
    void refuse(std::string reason);

    /// To be called once next() was false.
    SegmentEnd end() &&;

  private:
    void note(std::string reason);
    void settleRecord();

    SegmentReader m_reader;
    const std::uint64_t m_size;
    const Hole m_hole;
    SegmentEnd m_end;
    std::uint64_t m_readTo = 0;    ///< Behind the last record.
    bool m_isBehindDamage = false; ///< No record was read since.
    bool m_hasRecord = false;      ///< The current record is not yet counted.
};

} // namespace hearth::tsdb::wal
