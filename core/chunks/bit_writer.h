// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

namespace hearth::chunks {

/// Appends bits to a string of bytes, most significant first; the last byte is filled with zeros. What BitReader reads.
/// Threads: thread-compatible.
class BitWriter {
  public:
    /// The low `count` (0 to 64) bits of `value`; its other bits do not matter.
    void put(std::uint64_t value, unsigned count) {
        if (count == 0) {
            return;
        }
        auto bits = value << (64 - count);
        if (m_free > 0) {
            auto& last = m_bytes.back();
            last = static_cast<char>(static_cast<std::uint8_t>(last) | bits >> (64 - m_free));
            if (count <= m_free) {
                m_free -= count;
                return;
            }
            bits <<= m_free;
            count -= m_free;
        }
        if constexpr (std::endian::native == std::endian::little) {
            bits = __builtin_bswap64(bits);
        }
        char buffer[sizeof(bits)];
        std::memcpy(buffer, &bits, sizeof(bits));
        m_bytes.append(buffer, (count + 7) / 8);
        m_free = (8 - count % 8) % 8;
    }

    void putDouble(double value) { put(std::bit_cast<std::uint64_t>(value), 64); }

    void putUvarint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U) {
            put((value & 0x7fU) | 0x80U, 8);
        }
        put(value, 8);
    }
    void putVarint(std::int64_t value) {
        putUvarint((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
    }

    void putVarbitUint(std::uint64_t value) {
        putVarbit(value, [value](unsigned width) { return value >> width == 0; });
    }
    /// +2^(n-1) fits n bits, -2^(n-1) does not: lopsided as written.
    void putVarbitInt(std::int64_t value) {
        putVarbit(static_cast<std::uint64_t>(value), [value](unsigned width) {
            const auto half = std::int64_t{1} << (width - 1);
            return value >= 1 - half && value <= half;
        });
    }

    /// A byte that was put as a whole at a byte's border.
    void setByte(std::size_t index, std::uint8_t value) { m_bytes[index] = static_cast<char>(value); }
    const std::string& bytes() const { return m_bytes; }
    void clear() {
        m_bytes.clear();
        m_free = 0;
    }

  private:
    template <class Fits>
    void putVarbit(std::uint64_t value, Fits fits) {
        static constexpr unsigned kWidths[] = {3, 6, 9, 12, 18, 25, 56};
        if (value == 0) {
            put(0, 1);
            return;
        }
        unsigned ones = 0;
        for (const auto width : kWidths) {
            ++ones;
            if (fits(width)) {
                const auto prefix = ((1ULL << ones) - 1) << 1U;
                put(prefix << width | (value & ((1ULL << width) - 1)), ones + 1 + width);
                return;
            }
        }
        put(0xff, 8);
        put(value, 64);
    }

    std::string m_bytes;
    unsigned m_free = 0; ///< Unused bits of the last byte, 0 to 7.
};

} // namespace hearth::chunks
