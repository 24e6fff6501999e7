// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace hearth {

/// Appends the fixed and variable-length integers of Prometheus's file formats to a string: big-endian, LEB128,
/// zig-zag. Threads: thread-compatible.
class ByteWriter {
  public:
    /// Appends to `out`, which must outlive the writer.
    explicit ByteWriter(std::string& out)
        : m_out(out) {}

    void u8(std::uint8_t value) { m_out.push_back(static_cast<char>(value)); }
    void u16(std::uint16_t value) { fixed(value); }
    void u32(std::uint32_t value) { fixed(value); }
    void u64(std::uint64_t value) { fixed(value); }
    void i64(std::int64_t value) { u64(static_cast<std::uint64_t>(value)); }
    void f64(double value) { u64(std::bit_cast<std::uint64_t>(value)); }
    void uvarint(std::uint64_t value) {
        while (value >= 0x80) {
            u8(static_cast<std::uint8_t>(value) | 0x80U);
            value >>= 7U;
        }
        u8(static_cast<std::uint8_t>(value));
    }
    void varint(std::int64_t value) {
        uvarint((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void bytes(std::string_view value) { m_out.append(value); }
    /// Length (uvarint), then the bytes.
    void string(std::string_view value) {
        uvarint(value.size());
        bytes(value);
    }

  private:
    template <class T>
    void fixed(T value) {
        char buffer[sizeof(T)];
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            buffer[i] = static_cast<char>(value >> (8 * (sizeof(T) - 1 - i)));
        }
        m_out.append(buffer, sizeof(T));
    }

    std::string& m_out;
};

/// Reads what ByteWriter wrote. Remembers its first failure: after it every read yields zero or empty and ok() is
/// false, so that a format is decoded straight through and checked once.
/// Threads: thread-compatible.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes)
        : m_bytes(bytes) {}

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_position == m_bytes.size(); }
    std::size_t position() const { return m_position; }
    std::size_t remaining() const { return m_bytes.size() - m_position; }
    /// Marks the input as bad, as a failed read does.
    void fail() {
        m_ok = false;
        m_position = m_bytes.size();
    }

    std::uint8_t u8() { return fixed<std::uint8_t>(); }
    std::uint16_t u16() { return fixed<std::uint16_t>(); }
    std::uint32_t u32() { return fixed<std::uint32_t>(); }
    std::uint64_t u64() { return fixed<std::uint64_t>(); }
    std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
    double f64() { return std::bit_cast<double>(u64()); }
    std::uint64_t uvarint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && m_position < m_bytes.size(); shift += 7) {
            const auto byte = static_cast<std::uint8_t>(m_bytes[m_position++]);
            if (shift == 63 && byte > 1) {
                break;
            }
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        fail();
        return 0;
    }
    std::int64_t varint() {
        const auto value = uvarint();
        return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
    }
    std::string_view bytes(std::size_t size) {
        if (size > remaining()) {
            fail();
            return {};
        }
        const auto value = m_bytes.substr(m_position, size);
        m_position += size;
        return value;
    }
    std::string_view string() { return bytes(uvarint()); }

  private:
    template <class T>
    T fixed() {
        if (remaining() < sizeof(T)) {
            fail();
            return 0;
        }
        T value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            value = static_cast<T>(static_cast<std::uint64_t>(value) << 8U) |
                    static_cast<T>(static_cast<std::uint8_t>(m_bytes[m_position + i]));
        }
        m_position += sizeof(T);
        return value;
    }

    std::string_view m_bytes;
    std::size_t m_position = 0;
    bool m_ok = true;
};

} // namespace hearth
