// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

    /// Encodes the next sample; the bytes it completes stand at the beginning of `out`, of which at least eight are
    /// written where there are any. Returns how many. Not for more than kMaxChunkSamples.
    std::size_t encode(model::TimestampMs time, double value, Bytes& out);

    std::uint16_t count() const { return m_count; }
    model::TimestampMs lastTime() const { return m_time; }
    double lastValue() const { return m_value; }
    /// The unfinished last byte, zero-filled. Prometheus has begun it already when what came last were whole bytes, and
    /// so do we: payloads are equal to the last byte.
    std::optional<std::byte> tail() const { return m_hasTail ? std::optional(m_tail) : std::nullopt; }

  private:
    class Bits;
    std::size_t encodeRare(model::TimestampMs time, double value, Bytes& out);
    void encodeDelta(std::uint64_t delta, Bits& bits);
    void encodeValue(double value, Bits& bits);
    std::size_t finish(std::uint64_t word, unsigned count, bool endsWithBytes, Bytes& out);
    /// The unfinished byte is the word's first one.
    void keepTail(std::uint64_t word, unsigned bits, bool endsWithBytes) {
        m_tail = static_cast<std::byte>(word >> 56U);
        m_tailBits = static_cast<std::uint8_t>(bits);
        m_hasTail = bits != 0 || endsWithBytes;
    }
    bool windowHolds(unsigned leading, unsigned trailing) const {
        return leading >= m_leading && trailing >= m_trailing;
    }
    static void store(std::uint64_t word, std::byte* at) {
        if constexpr (std::endian::native == std::endian::little) {
            word = __builtin_bswap64(word);
        }
        std::memcpy(at, &word, sizeof(word));
    }

    static constexpr unsigned kWordBits = 64;
    static constexpr unsigned kMaxLeading = 31;     ///< Five bits.
    static constexpr std::uint8_t kNoWindow = 0xff; ///< More than kMaxLeading: it holds nothing.

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

/// A sample's bits are gathered in a word, left-aligned behind those of the unfinished byte, and written at once; what
/// needs more than that is left to encodeRare().
inline std::size_t XorEncoder::encode(model::TimestampMs time, double value, Bytes& out) {
    // Unsigned arithmetic: differences of foreign times may wrap.
    const auto delta = static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(m_time);
    const auto change = delta - m_delta;
    constexpr std::uint64_t kMostChange = (1U << 13U) - 1; // both signs of it fit 14 bits
    if (m_count < 2 || change + kMostChange > 2 * kMostChange) [[unlikely]] {
        return encodeRare(time, value, out);
    }
    auto word = std::to_integer<std::uint64_t>(m_tail) << 56U;
    unsigned used = m_tailBits + 1U;
    if (change != 0) {
        used += 15;
        word |= (0b10ULL << 14U | (change & 0x3fffU)) << (kWordBits - used);
    }
    m_time = time;
    m_delta = delta;
    ++m_count;
    const auto difference = std::bit_cast<std::uint64_t>(value) ^ std::bit_cast<std::uint64_t>(m_value);
    if (difference == 0) {
        return finish(word, used + 1, false, out);
    }
    m_value = value;
    const auto leading = std::min(static_cast<unsigned>(std::countl_zero(difference)), kMaxLeading);
    const auto trailing = static_cast<unsigned>(std::countr_zero(difference));
    if (windowHolds(leading, trailing)) {
        used += 2;
        word |= 0b10ULL << (kWordBits - used);
    } else {
        m_leading = static_cast<std::uint8_t>(leading);
        m_trailing = static_cast<std::uint8_t>(trailing);
        used += 13;
        word |= (0b11ULL << 11U | std::uint64_t{leading} << 6U | ((kWordBits - leading - trailing) & 63U))
                << (kWordBits - used); // 64 is written as 0
    }
    const auto significant = kWordBits - m_leading - m_trailing;
    const auto payload = difference >> m_trailing;
    const auto total = used + significant;
    if (total <= kWordBits) [[likely]] {
        return finish(word | payload << (kWordBits - total), total, significant % 8 == 0, out);
    }
    store(word | payload >> (total - kWordBits), out.data());
    const auto rest = payload << (2 * kWordBits - total);
    store(rest, out.data() + sizeof(rest));
    keepTail(rest << (total % kWordBits / 8 * 8), total % 8, significant % 8 == 0);
    return total / 8;
}

/// Writes the whole bytes of the first `count` bits of the word, and keeps the others.
inline std::size_t XorEncoder::finish(std::uint64_t word, unsigned count, bool endsWithBytes, Bytes& out) {
    if (count < 8) { // mostly nothing changed
        keepTail(word, count, endsWithBytes);
        return 0;
    }
    store(word, out.data());
    keepTail(count == kWordBits ? 0 : word << (count / 8 * 8), count % 8, endsWithBytes);
    return count / 8;
}

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
