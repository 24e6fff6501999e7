// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/byte_io.h"
#include "base/error.h"
#include "model/labels.h"
#include "model/time.h"

/// Internals that the encoders and decoders of records share.
namespace hearth::tsdb::wal {

inline constexpr std::size_t kMaxVarintBytes = 10;

std::unexpected<Error> damagedRecord(std::string_view what);

/// Reads `count` pairs; whether they are as a Labels buffer must be.
bool readPairs(ByteReader& reader, std::uint64_t count);
/// The number of pairs, then the pairs.
void writePairs(ByteWriter& writer, std::string_view labels);

/// The pairs of a buffer whose order may be anything, as a set.
model::Labels toLabels(std::string_view pairs, bool canonical);

// Bare pointers for what is read and written a million times a second: the caller has made sure of the room.

inline std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}
inline std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

inline char* putVarint(char* at, std::int64_t value) {
    auto bits = zigzag(value);
    for (; bits >= 0x80; bits >>= 7U) {
        *at++ = static_cast<char>(bits | 0x80U);
    }
    *at++ = static_cast<char>(bits);
    return at;
}

inline std::uint64_t bigEndian(std::uint64_t value) {
    return std::endian::native == std::endian::little ? __builtin_bswap64(value) : value;
}

inline char* putFloat(char* at, double value) {
    const auto bits = bigEndian(std::bit_cast<std::uint64_t>(value));
    std::memcpy(at, &bits, sizeof(bits));
    return at + sizeof(bits);
}

inline double loadFloat(const char* at) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, at, sizeof(bits));
    return std::bit_cast<double>(bigEndian(bits));
}

/// Null where the number is too long. Reads at most kMaxVarintBytes.
inline const char* loadVarint(const char* at, std::int64_t& out) {
    auto byte = static_cast<unsigned char>(*at++);
    std::uint64_t value = byte & 0x7fU;
    for (unsigned shift = 7; byte >= 0x80; shift += 7) {
        byte = static_cast<unsigned char>(*at++);
        if (shift == 63 && byte > 1) {
            return nullptr;
        }
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
    }
    out = unzigzag(value);
    return at;
}

/// Foreign numbers may wrap.
inline std::int64_t difference(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::int64_t>(a - b);
}
inline std::int64_t timeDifference(std::int64_t a, std::int64_t b) {
    return difference(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
}
inline std::int64_t timeSum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
inline std::uint64_t refSum(std::uint64_t base, std::int64_t delta) {
    return base + static_cast<std::uint64_t>(delta);
}

/// The start times of V2 records: none, that of the sample before, or one of its own against the first.
class StartTimes {
  public:
    void readFirst(ByteReader& reader) { m_first = m_previous = reader.varint(); }
    void readNext(ByteReader& reader);
    model::TimestampMs current() const { return m_previous; }

    void writeFirst(ByteWriter& writer, model::TimestampMs start);
    void writeNext(ByteWriter& writer, model::TimestampMs start);

  private:
    enum Marker : std::uint8_t { kNone = 0, kSame = 1, kExplicit = 2 };
    model::TimestampMs m_first = 0;
    model::TimestampMs m_previous = 0;
};

} // namespace hearth::tsdb::wal
