// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/xor_decoder.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/byte_io.h"
#include "chunks/encoding.h"

namespace hearth::chunks {
namespace {

std::unexpected<Error> damaged(const char* what) {
    return fail(ErrorCode::kCorruption, what);
}

/// Most-significant-bit-first reader that looks at a whole word at a time. Behind the end it reads zeros; overrun()
/// tells.
class BitReader {
  public:
    explicit BitReader(std::span<const std::byte> bytes)
        : m_bytes(bytes) {}

    bool overrun() const { return m_position > m_bytes.size() * 8; }

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

  private:
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

/// Undoes the lopsided signed code: values above 2^(n-1) stand for negative ones.
constexpr std::uint64_t extendSign(std::uint64_t value, unsigned bits) {
    return value > (1ULL << (bits - 1)) ? value - (1ULL << bits) : value;
}

std::uint64_t takeDeltaOfDelta(BitReader& bits) {
    const auto next = bits.peek();
    switch (std::countl_one(next)) {
    case 0:
        bits.skip(1);
        return 0;
    case 1:
        bits.skip(16);
        return extendSign((next << 2U) >> 50U, 14);
    case 2:
        bits.skip(20);
        return extendSign((next << 3U) >> 47U, 17);
    case 3:
        bits.skip(24);
        return extendSign((next << 4U) >> 44U, 20);
    default:
        bits.skip(4);
        return bits.take(64);
    }
}

/// The value column's state: the value before and the window of differing bits.
class ValueReader {
  public:
    explicit ValueReader(std::uint64_t first)
        : m_value(first) {}

    /// False where the window is impossible.
    bool next(BitReader& bits) {
        const auto ahead = bits.peek();
        if (ahead >> 63U == 0) {
            bits.skip(1);
            return true;
        }
        if (ahead >> 62U == 0b10) {
            bits.skip(2);
        } else {
            bits.skip(13);
            const auto leading = static_cast<unsigned>((ahead << 2U) >> 59U);
            const auto stated = static_cast<unsigned>((ahead << 7U) >> 58U);
            m_significant = stated == 0 ? 64 : stated;
            if (leading + m_significant > 64) {
                return false;
            }
            m_trailing = 64 - leading - m_significant;
        }
        m_value ^= bits.take(m_significant) << m_trailing;
        return true;
    }

    double value() const { return std::bit_cast<double>(m_value); }

  private:
    std::uint64_t m_value;
    unsigned m_significant = 64; // a window used before one is stated is the whole word
    unsigned m_trailing = 0;
};

/// Decodes `count` samples to the arrays; false where the payload is damaged.
bool decodeTo(std::span<const std::byte> payload, std::size_t count, model::TimestampMs* times, double* values) {
    ByteReader head(std::string_view(reinterpret_cast<const char*>(payload.data()), payload.size()));
    head.u16();
    auto time = static_cast<std::uint64_t>(head.varint());
    ValueReader value(head.u64());
    times[0] = static_cast<model::TimestampMs>(time);
    values[0] = value.value();
    if (count == 1) {
        return head.ok();
    }
    auto delta = head.uvarint();
    if (!head.ok()) {
        return false;
    }
    BitReader bits(payload.subspan(head.position()));
    for (std::size_t i = 1; i < count; ++i) {
        if (i > 1) {
            delta += takeDeltaOfDelta(bits);
        }
        time += delta;
        if (!value.next(bits)) {
            return false;
        }
        times[i] = static_cast<model::TimestampMs>(time);
        values[i] = value.value();
    }
    return !bits.overrun();
}

} // namespace

Result<std::size_t> sampleCount(std::span<const std::byte> payload) {
    if (payload.size() < kCountBytes) {
        return damaged("chunk has no sample count");
    }
    return std::to_integer<std::size_t>(payload[0]) << 8U | std::to_integer<std::size_t>(payload[1]);
}

Result<void> decodeXor(std::span<const std::byte> payload, std::vector<model::TimestampMs>& times,
                       std::vector<double>& values, std::size_t maxSamples) {
    const auto count = std::min(HEARTH_TRY(sampleCount(payload)), maxSamples);
    if (count == 0) {
        return {};
    }
    // A sample takes two bits at least: refuse impossible counts before making room for them.
    if (count > payload.size() * 4) {
        return damaged("XOR chunk states more samples than it has room for");
    }
    const auto start = times.size();
    times.resize(start + count);
    values.resize(start + count);
    if (!decodeTo(payload, count, times.data() + start, values.data() + start)) {
        times.resize(start);
        values.resize(start);
        return damaged("XOR chunk ends before its last sample");
    }
    return {};
}

} // namespace hearth::chunks
