// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

#include "chunks/bit_writer.h"
#include "chunks/encoding.h"
#include "chunks/start_time.h"
#include "chunks/xor_value.h"
#include "model/time.h"

namespace hearth::chunks {

/// An XOR2 chunk that grows: floats, with start timestamps where there are any.
/// Prometheus: chunkenc.XOR2Chunk. Threads: thread-compatible.
class Xor2Chunk {
  public:
    Xor2Chunk();

    /// Not for more than kMaxChunkSamples. `startTime` 0: none.
    void append(model::TimestampMs time, double value, model::TimestampMs startTime = 0);

    std::size_t count() const { return m_count; }
    model::TimestampMs lastTime() const { return m_time; }
    /// Size of payload().
    std::size_t size() const { return m_bits.bytes().size(); }
    /// The chunk's bytes as they stand on disk; valid until the chunk changes.
    std::string_view payload() const { return m_bits.bytes(); }

  private:
    void putJoint(std::int64_t change, double value);
    void putValue(double value);
    std::uint64_t difference(double value) const;

    BitWriter m_bits;
    StartTimeWriter m_starts;
    WriteWindow m_window;
    std::size_t m_count = 0;
    model::TimestampMs m_time = 0;
    std::uint64_t m_delta = 0;
    double m_value = 0; ///< The last one that was no stale marker.
};

} // namespace hearth::chunks
