// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/byte_io.h"

/// Writes remote write messages as a sender does. Threads: thread-compatible.
namespace hearth::remote::testing {

/// Fields of one protobuf message, in the order in which they are added.
class ProtoMessage {
  public:
    ProtoMessage& varint(std::uint32_t field, std::uint64_t value) {
        tag(field, 0);
        m_writer.uvarint(value);
        return *this;
    }
    ProtoMessage& sint(std::uint32_t field, std::int64_t value) {
        tag(field, 0);
        m_writer.varint(value);
        return *this;
    }
    ProtoMessage& number(std::uint32_t field, double value) {
        tag(field, 1);
        fixed(value);
        return *this;
    }
    ProtoMessage& bytes(std::uint32_t field, std::string_view value) {
        tag(field, 2);
        m_writer.string(value);
        return *this;
    }
    ProtoMessage& message(std::uint32_t field, const ProtoMessage& value) { return bytes(field, value.text()); }
    ProtoMessage& packedSints(std::uint32_t field, const std::vector<std::int64_t>& values) {
        std::string packed;
        ByteWriter writer(packed);
        for (const auto value : values) {
            writer.varint(value);
        }
        return bytes(field, packed);
    }
    ProtoMessage& packedNumbers(std::uint32_t field, const std::vector<double>& values) {
        ProtoMessage packed;
        for (const auto value : values) {
            packed.fixed(value);
        }
        return bytes(field, packed.text());
    }
    const std::string& text() const { return m_text; }

    ProtoMessage() = default;
    ProtoMessage(const ProtoMessage& other)
        : m_text(other.m_text) {}

  private:
    void tag(std::uint32_t field, std::uint32_t wire) { m_writer.uvarint((field << 3U) | wire); }
    void fixed(double value) {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        m_text.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }

    std::string m_text;
    ByteWriter m_writer{m_text};
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline void addLabels(ProtoMessage& message, const Pairs& labels) {
    for (const auto& [name, value] : labels) {
        message.message(1, ProtoMessage().bytes(1, name).bytes(2, value));
    }
}

/// A TimeSeries; samples are (time, value).
inline ProtoMessage series(const Pairs& labels, const std::vector<std::pair<std::int64_t, double>>& samples) {
    ProtoMessage message;
    addLabels(message, labels);
    for (const auto& [time, value] : samples) {
        message.message(2, ProtoMessage().number(1, value).varint(2, static_cast<std::uint64_t>(time)));
    }
    return message;
}

inline ProtoMessage exemplar(const Pairs& labels, std::int64_t time, double value) {
    ProtoMessage message;
    addLabels(message, labels);
    return message.number(2, value).varint(3, static_cast<std::uint64_t>(time));
}

inline ProtoMessage span(std::int64_t offset, std::uint64_t length) {
    return ProtoMessage().sint(1, offset).varint(2, length);
}

/// A valid integer histogram of schema `schema` with five observations: two in bucket 0, two in bucket 1, one in zero.
inline ProtoMessage histogram(std::int64_t time, std::int64_t schema = 3) {
    return ProtoMessage()
        .varint(1, 5)
        .number(3, 18.5)
        .sint(4, schema)
        .number(5, 0.001)
        .varint(6, 1)
        .message(11, span(0, 2))
        .packedSints(12, {2, 0})
        .varint(14, 2)
        .varint(15, static_cast<std::uint64_t>(time));
}

inline ProtoMessage floatHistogram(std::int64_t time) {
    return ProtoMessage()
        .number(2, 3.5)
        .number(3, -1)
        .sint(4, 0)
        .number(7, 1)
        .message(8, span(1, 1))
        .packedNumbers(10, {2.5})
        .varint(14, 3)
        .varint(15, static_cast<std::uint64_t>(time));
}

inline ProtoMessage customHistogram(std::int64_t time) {
    return ProtoMessage()
        .varint(1, 3)
        .number(3, 4)
        .sint(4, -53)
        .message(11, span(0, 2))
        .packedSints(12, {1, 1})
        .varint(15, static_cast<std::uint64_t>(time))
        .packedNumbers(16, {0.5, 1});
}

/// A WriteRequest.
inline std::string request(const std::vector<ProtoMessage>& all) {
    ProtoMessage message;
    for (const auto& one : all) {
        message.message(1, one);
    }
    return message.text();
}

} // namespace hearth::remote::testing
