// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "chunks/encoding.h"
#include "model/time.h"

namespace hearth::chunks {

/// Turns samples into the bit stream of an XOR chunk, one at a time. Holds no bytes but the unfinished last one: the
/// owner appends what each sample yields to wherever it keeps the chunk, so that nothing is ever rewritten.
/// The finished payload is the count (u16), all yielded bytes, and tail() where there is one.
/// Prometheus: chunkenc.xorAppender. Threads: thread-compatible.
class XorEncoder {
  public:
    /// Room for the bytes of one sample (19 at most) and for whole-word stores behind them.
    using Bytes = std::array<std::byte, 40>;

    /// Encodes the next sample; the bytes it completes stand at the beginning of `out`. Returns how many.
    /// Not for more than kMaxChunkSamples.
    std::size_t encode(model::TimestampMs time, double value, Bytes& out);

    std::uint16_t count() const { return m_count; }
    model::TimestampMs lastTime() const { return m_time; }
    double lastValue() const { return m_value; }
    /// The unfinished last byte, zero-filled. Prometheus has begun it already when what came last were whole bytes, and
    /// so do we: payloads are equal to the last byte.
    std::optional<std::byte> tail() const;

  private:
    class Bits;
    void encodeDelta(std::uint64_t delta, Bits& bits);
    void encodeValue(double value, Bits& bits);

    static constexpr std::uint8_t kNoWindow = 0xff;

    model::TimestampMs m_time = 0;
    std::uint64_t m_delta = 0;
    double m_value = 0;
    std::uint16_t m_count = 0;
    std::uint8_t m_leading = kNoWindow; ///< The window: zero bits before and after the differing ones.
    std::uint8_t m_trailing = 0;
    std::uint8_t m_tailBits = 0;
    bool m_hasTail = false;
    std::byte m_tail{0};
};

/// An XOR chunk that grows in a string. Threads: thread-compatible.
class XorChunk {
  public:
    void append(model::TimestampMs time, double value);
    std::uint16_t count() const { return m_encoder.count(); }
    model::TimestampMs lastTime() const { return m_encoder.lastTime(); }
    /// Size of payload().
    std::size_t size() const;
    /// The chunk's bytes as they stand on disk.
    std::string payload() const;

  private:
    XorEncoder m_encoder;
    std::string m_bytes; ///< Complete bytes, without the count.
};

} // namespace hearth::chunks
