// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace hearth::remote {

/// Reads the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/): next() moves to a
/// field, then one reader of its value, or skip(). Remembers its first failure: after it next() is false and ok() too,
/// so that a message is read straight through and checked once. Reads never leave the bytes it was given.
/// Threads: thread-compatible.
class ProtoReader {
  public:
    enum class Wire : std::uint8_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

    explicit ProtoReader(std::string_view message)
        : m_at(message.data())
        , m_end(message.data() + message.size()) {}

    bool ok() const { return m_ok; }
    /// Marks the message as bad, as a failed read does.
    void fail() {
        m_ok = false;
        m_at = m_end;
    }

    /// Moves to the next field; false at the end and after a failure.
    bool next();
    std::uint32_t field() const { return m_field; }
    Wire wire() const { return m_wire; }

    /// The field's value; another wire type than the reader's is a failure.
    std::uint64_t varint() { return expect(Wire::kVarint) ? rawVarint() : 0; }
    std::int64_t int64() { return static_cast<std::int64_t>(varint()); }
    /// Zig-zag coded.
    std::int64_t sint64() { return unzigzag(varint()); }
    std::int32_t sint32() { return static_cast<std::int32_t>(unzigzag(varint() & 0xffff'ffffU)); }
    double float64() { return expect(Wire::kFixed64) ? std::bit_cast<double>(rawFixed64()) : 0; }
    std::string_view bytes() { return expect(Wire::kBytes) ? rawBytes(rawVarint()) : std::string_view(); }
    void skip();

    /// A repeated number, packed or not: calls `add` once a number.
    template <class Add>
    void sint64s(Add add) {
        if (m_wire != Wire::kBytes) {
            return add(sint64());
        }
        ProtoReader packed(bytes());
        while (packed.m_at != packed.m_end) {
            add(unzigzag(packed.rawVarint()));
        }
        m_ok = m_ok && packed.m_ok;
    }
    template <class Add>
    void float64s(Add add) {
        if (m_wire != Wire::kBytes) {
            return add(float64());
        }
        ProtoReader packed(bytes());
        while (packed.m_at != packed.m_end) {
            add(std::bit_cast<double>(packed.rawFixed64()));
        }
        m_ok = m_ok && packed.m_ok;
    }

  private:
    static std::int64_t unzigzag(std::uint64_t value) {
        return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
    }
    bool expect(Wire wire) {
        if (m_wire != wire) {
            fail();
        }
        return m_ok;
    }
    std::size_t remaining() const { return static_cast<std::size_t>(m_end - m_at); }

    std::uint64_t rawVarint() {
        if (m_at != m_end && static_cast<std::uint8_t>(*m_at) < 0x80) {
            return static_cast<std::uint8_t>(*m_at++);
        }
        return longVarint();
    }
    std::uint64_t longVarint();
    std::uint64_t rawFixed64();
    std::string_view rawBytes(std::uint64_t size);

    const char* m_at;
    const char* m_end;
    std::uint32_t m_field = 0;
    Wire m_wire = Wire::kVarint;
    bool m_ok = true;
};

} // namespace hearth::remote
