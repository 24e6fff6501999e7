// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/xor_encoder.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace hearth::chunks {
namespace {

/// Whether `x` fits the signed code of `bits` bits; lopsided on purpose: +2^(n-1) fits, -2^(n-1) does not.
constexpr bool fitsBits(std::int64_t x, unsigned bits) {
    const auto half = std::int64_t{1} << (bits - 1);
    return x >= 1 - half && x <= half;
}

} // namespace

/// Most-significant-bit-first writer over the caller's zeroed buffer.
class XorEncoder::Bits {
  public:
    Bits(Bytes& bytes, std::byte tail, unsigned tailBits)
        : m_bytes(bytes)
        , m_position(tailBits) {
        m_bytes.fill(std::byte{0});
        m_bytes[0] = tail;
    }

    unsigned position() const { return m_position; }
    /// Whether the last byte is begun: it holds bits, or it follows a field of whole bytes.
    bool hasTail() const { return m_position % 8 != 0 || m_endsWithBytes; }

    /// The low `count` (1 to 64) bits of `value`, whose other bits are zero.
    void put(std::uint64_t value, unsigned count) {
        m_endsWithBytes = count % 8 == 0;
        constexpr unsigned kAtOnce = 57; // with up to seven bits before them they fill one word
        if (count > kAtOnce) {
            putWord(value >> 32U, count - 32);
            putWord(value & 0xffffffffU, 32);
            return;
        }
        putWord(value, count);
    }

    void putUvarint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U) {
            put((value & 0x7fU) | 0x80U, 8);
        }
        put(value, 8);
    }

  private:
    void putWord(std::uint64_t value, unsigned count) {
        auto* const at = m_bytes.data() + m_position / 8;
        auto word = std::to_integer<std::uint64_t>(*at) << 56U;
        word |= value << (64 - m_position % 8 - count);
        if constexpr (std::endian::native == std::endian::little) {
            word = __builtin_bswap64(word);
        }
        std::memcpy(at, &word, sizeof(word));
        m_position += count;
    }

    Bytes& m_bytes;
    unsigned m_position; ///< In bits.
    bool m_endsWithBytes = false;
};

/// A chunk's first two samples, and times that jump.
std::size_t XorEncoder::encodeRare(model::TimestampMs time, double value, Bytes& out) {
    Bits bits(out, m_tail, m_tailBits);
    if (m_count == 0) {
        bits.putUvarint((static_cast<std::uint64_t>(time) << 1U) ^ static_cast<std::uint64_t>(time >> 63));
        bits.put(std::bit_cast<std::uint64_t>(value), 64);
    } else {
        encodeDelta(static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(m_time), bits);
        encodeValue(value, bits);
    }
    m_time = time;
    m_value = value;
    ++m_count;
    const auto complete = bits.position() / 8;
    m_tailBits = static_cast<std::uint8_t>(bits.position() % 8);
    m_hasTail = bits.hasTail();
    m_tail = m_tailBits == 0 ? std::byte{0} : out[complete];
    return complete;
}

void XorEncoder::encodeDelta(std::uint64_t delta, Bits& bits) {
    const auto change = delta - std::exchange(m_delta, delta);
    const auto signedChange = static_cast<std::int64_t>(change);
    const auto low = [change](unsigned count) { return change & ((1ULL << count) - 1); };
    if (m_count == 1) {
        bits.putUvarint(delta);
    } else if (change == 0) {
        bits.put(0, 1);
    } else if (fitsBits(signedChange, 14)) {
        bits.put(0b10ULL << 14U | low(14), 16);
    } else if (fitsBits(signedChange, 17)) {
        bits.put(0b110ULL << 17U | low(17), 20);
    } else if (fitsBits(signedChange, 20)) {
        bits.put(0b1110ULL << 20U | low(20), 24);
    } else {
        bits.put(0b1111, 4);
        bits.put(change, 64);
    }
}

void XorEncoder::encodeValue(double value, Bits& bits) {
    const auto difference = std::bit_cast<std::uint64_t>(value) ^ std::bit_cast<std::uint64_t>(m_value);
    if (difference == 0) {
        bits.put(0, 1);
        return;
    }
    const auto leading = std::min(static_cast<unsigned>(std::countl_zero(difference)), kMaxLeading);
    const auto trailing = static_cast<unsigned>(std::countr_zero(difference));
    if (windowHolds(leading, trailing)) {
        bits.put(0b10, 2);
        bits.put(difference >> m_trailing, 64U - m_leading - m_trailing);
        return;
    }
    m_leading = static_cast<std::uint8_t>(leading);
    m_trailing = static_cast<std::uint8_t>(trailing);
    const auto significant = 64 - leading - trailing;
    bits.put(0b11ULL << 11U | std::uint64_t{leading} << 6U | (significant & 63U), 13); // 64 is written as 0
    bits.put(difference >> trailing, significant);
}

void XorChunk::append(model::TimestampMs time, double value) {
    XorEncoder::Bytes bytes;
    const auto size = m_encoder.encode(time, value, bytes);
    m_bytes.append(reinterpret_cast<const char*>(bytes.data()), size);
}

std::size_t XorChunk::size() const {
    return kCountBytes + m_bytes.size() + (m_encoder.tail() ? 1 : 0);
}

std::string XorChunk::payload() const {
    std::string out;
    out.reserve(size());
    out.push_back(static_cast<char>(count() >> 8U));
    out.push_back(static_cast<char>(count() & 0xffU));
    out += m_bytes;
    if (const auto tail = m_encoder.tail()) {
        out.push_back(static_cast<char>(*tail));
    }
    return out;
}

} // namespace hearth::chunks
