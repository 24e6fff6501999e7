// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/xor_decoder.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string_view>

#include "base/byte_io.h"
#include "chunks/bit_reader.h"
#include "chunks/encoding.h"
#include "chunks/xor_value.h"

namespace hearth::chunks {
namespace {

std::unexpected<Error> damaged(const char* what) {
    return fail(ErrorCode::kCorruption, what);
}

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

/// Decodes `count` samples to the arrays; false where the payload is damaged.
bool decodeTo(std::span<const std::byte> payload, std::size_t count, model::TimestampMs* times, double* values) {
    ByteReader head(std::string_view(reinterpret_cast<const char*>(payload.data()), payload.size()));
    head.u16();
    auto time = static_cast<std::uint64_t>(head.varint());
    auto value = head.u64();
    ReadWindow window;
    times[0] = static_cast<model::TimestampMs>(time);
    values[0] = std::bit_cast<double>(value);
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
        if (!readXor(bits, window, value)) {
            return false;
        }
        times[i] = static_cast<model::TimestampMs>(time);
        values[i] = std::bit_cast<double>(value);
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
