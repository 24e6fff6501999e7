// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

/// The bits of a payload, read most significant first and a whole word at a time.
namespace hearth::chunks {

/// Behind the end it reads zeros; overrun() tells. Threads: thread-compatible.
class BitReader {
  public:
    /// `bytes` must outlive the reader.
    explicit BitReader(std::span<const std::byte> bytes)
        : m_bytes(bytes) {}

    bool overrun() const { return m_position > m_bytes.size() * 8; }
    /// Bits that are left.
    std::size_t remaining() const { return overrun() ? 0 : m_bytes.size() * 8 - m_position; }

    /// The next bits, left-aligned; at least 57 of them are right.
    std::uint64_t peek() const { return word(m_position / 8) << (m_position % 8); }
    void skip(unsigned count) { m_position += count; }

    /// The next `count` (1 to 64) bits.
    std::uint64_t take(unsigned count) {
        auto bits = peek();
        const auto offset = static_cast<unsigned>(m_position % 8);
        if (count + offset > 64) {
            bits |= std::to_integer<std::uint64_t>(byteAt(m_position / 8 + 8)) >> (8 - offset);
        }
        m_position += count;
        return bits >> (64 - count);
    }

    double takeDouble() { return std::bit_cast<double>(take(64)); }

    /// LEB128 in whole bytes, though these need not begin at a byte's border. Bits beyond 64 are lost.
    std::uint64_t takeUvarint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 70; shift += 7) {
            const auto byte = take(8);
            value |= shift < 64 ? (byte & 0x7fU) << shift : 0;
            if (byte < 0x80) {
                break;
            }
        }
        return value;
    }
    std::int64_t takeVarint() {
        const auto value = takeUvarint();
        return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
    }

    /// The code of counts and their differences: as many ones as the size class has, a zero, then the bits.
    std::uint64_t takeVarbitUint() {
        const auto bits = takeVarbit();
        return bits.value;
    }
    std::int64_t takeVarbitInt() {
        const auto bits = takeVarbit();
        // Values above half of the range stand for negative ones; the widest class needs no such thing.
        if (bits.width < 64 && bits.width > 0 && bits.value > 1ULL << (bits.width - 1)) {
            return static_cast<std::int64_t>(bits.value - (1ULL << bits.width));
        }
        return static_cast<std::int64_t>(bits.value);
    }

  private:
    struct Varbit {
        std::uint64_t value = 0;
        unsigned width = 0;
    };

    Varbit takeVarbit() {
        static constexpr std::uint8_t kWidths[] = {0, 3, 6, 9, 12, 18, 25, 56, 64};
        const auto next = peek();
        const auto ones = static_cast<unsigned>(std::countl_one(next));
        if (ones == 0) {
            skip(1);
            return {};
        }
        if (ones < 7) { // prefix and value stand in the word
            const unsigned width = kWidths[ones];
            skip(ones + 1 + width);
            return {(next << (ones + 1)) >> (64 - width), width};
        }
        const unsigned width = kWidths[ones == 7 ? 7 : 8];
        skip(8);
        return {take(width), width};
    }

    std::byte byteAt(std::size_t index) const { return index < m_bytes.size() ? m_bytes[index] : std::byte{0}; }

    std::uint64_t word(std::size_t index) const {
        std::uint64_t bits = 0;
        if (index + sizeof(bits) <= m_bytes.size()) [[likely]] {
            std::memcpy(&bits, m_bytes.data() + index, sizeof(bits));
        } else if (index < m_bytes.size()) {
            std::memcpy(&bits, m_bytes.data() + index, m_bytes.size() - index);
        }
        return std::endian::native == std::endian::little ? __builtin_bswap64(bits) : bits;
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_position = 0; ///< In bits.
};

} // namespace hearth::chunks
