// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "chunks/bit_reader.h"
#include "chunks/bit_writer.h"
#include "model/time.h"

/// The column of start timestamps in the payloads that can have one: behind every sample, but only from that sample on
/// where it first changes. 0 is "none".
namespace hearth::chunks {

/// Reads the column sample by sample. Differences may wrap. Threads: thread-compatible.
class StartTimeReader {
  public:
    /// `header`: bit 7, whether the first sample has one; bits 0 to 6, the sample where they first change (0: never).
    explicit StartTimeReader(std::uint8_t header)
        : m_firstKnown((header & 0x80U) != 0)
        , m_changesAt(header & 0x7fU) {}

    /// Reads what stands behind the sample `index`; `before` is the time of the sample before it.
    void next(std::size_t index, model::TimestampMs time, model::TimestampMs before, BitReader& bits) {
        if (index == 0) {
            if (m_firstKnown) {
                m_start = static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(bits.takeVarint());
            }
            return;
        }
        if (m_changesAt == 0 || index < m_changesAt) {
            return;
        }
        const auto read = static_cast<std::uint64_t>(bits.takeVarbitInt());
        m_distance = index == m_changesAt ? read : m_distance + read;
        m_start = static_cast<std::uint64_t>(before) - m_distance;
    }
    model::TimestampMs start() const { return static_cast<model::TimestampMs>(m_start); }

  private:
    bool m_firstKnown;
    std::uint8_t m_changesAt;
    std::uint64_t m_start = 0;
    std::uint64_t m_distance = 0; ///< From the start to the sample before.
};

/// Threads: thread-compatible.
class StartTimeWriter {
  public:
    /// Writes what belongs behind the sample `index`.
    void put(std::size_t index, model::TimestampMs time, model::TimestampMs before, model::TimestampMs start,
             BitWriter& bits) {
        const auto distance = static_cast<std::uint64_t>(before) - static_cast<std::uint64_t>(start);
        if (index == 0) {
            if (start != 0) {
                bits.putVarint(
                    static_cast<std::int64_t>(static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(start)));
                m_header = 0x80;
            }
        } else if (changesAt() != 0) {
            bits.putVarbitInt(static_cast<std::int64_t>(distance - m_distance));
            m_distance = distance;
        } else if (start != m_start || index == kLastIndex) {
            m_header |= static_cast<std::uint8_t>(index);
            bits.putVarbitInt(static_cast<std::int64_t>(distance));
            m_distance = distance;
        }
        m_start = start;
    }
    std::uint8_t header() const { return m_header; }

  private:
    /// The header cannot say a later one: here the column begins in any case.
    static constexpr std::size_t kLastIndex = 127;
    std::uint8_t changesAt() const { return m_header & 0x7fU; }

    std::uint8_t m_header = 0;
    model::TimestampMs m_start = 0;
    std::uint64_t m_distance = 0;
};

} // namespace hearth::chunks
