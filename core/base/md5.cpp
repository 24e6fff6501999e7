// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/hash.h"

namespace hearth {
namespace {

using State = std::array<std::uint32_t, 4>;
constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kLengthBytes = 8;
constexpr std::array<std::array<int, 4>, 4> kShifts{
    {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};

/// The whole part of 2^32 |sin(i + 1)| (RFC 1321, section 3.4).
std::array<std::uint32_t, 64> makeSines() {
    std::array<std::uint32_t, 64> sines{};
    for (std::size_t i = 0; i < sines.size(); ++i) {
        sines[i] = static_cast<std::uint32_t>(std::floor(0x1p32 * std::fabs(std::sin(static_cast<double>(i + 1)))));
    }
    return sines;
}

std::uint32_t littleEndian(const std::uint8_t* at) {
    return at[0] | std::uint32_t{at[1]} << 8U | std::uint32_t{at[2]} << 16U | std::uint32_t{at[3]} << 24U;
}

/// The mixing function of a round and the word that step `i` takes.
std::pair<std::uint32_t, std::size_t> mix(std::size_t i, const State& s) {
    switch (i / 16) {
    case 0:
        return {(s[1] & s[2]) | (~s[1] & s[3]), i};
    case 1:
        return {(s[3] & s[1]) | (~s[3] & s[2]), (5 * i + 1) % 16};
    case 2:
        return {s[1] ^ s[2] ^ s[3], (3 * i + 5) % 16};
    default:
        return {s[2] ^ (s[1] | ~s[3]), 7 * i % 16};
    }
}

void addBlock(State& state, const std::uint8_t* block) {
    static const auto kSines = makeSines();
    auto s = state;
    for (std::size_t i = 0; i < kSines.size(); ++i) {
        const auto [mixed, word] = mix(i, s);
        const auto sum = s[0] + mixed + kSines[i] + littleEndian(block + 4 * word);
        s = {s[3], s[1] + std::rotl(sum, kShifts[i / 16][i % 4]), s[1], s[2]};
    }
    for (std::size_t i = 0; i < state.size(); ++i) {
        state[i] += s[i];
    }
}

} // namespace

std::array<std::uint8_t, 16> md5(std::string_view bytes) {
    State state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
    auto left = bytes.size();
    for (; left >= kBlockBytes; left -= kBlockBytes, at += kBlockBytes) {
        addBlock(state, at);
    }
    std::array<std::uint8_t, 2 * kBlockBytes> tail{};
    std::copy_n(at, left, tail.begin());
    tail[left] = 0x80;
    const auto tailBytes = left + 1 + kLengthBytes <= kBlockBytes ? kBlockBytes : tail.size();
    for (std::size_t i = 0; i < kLengthBytes; ++i) {
        tail[tailBytes - kLengthBytes + i] = static_cast<std::uint8_t>(std::uint64_t{bytes.size()} * 8 >> 8 * i);
    }
    for (std::size_t block = 0; block < tailBytes; block += kBlockBytes) {
        addBlock(state, tail.data() + block);
    }
    std::array<std::uint8_t, 16> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest[i] = static_cast<std::uint8_t>(state[i / 4] >> 8 * (i % 4));
    }
    return digest;
}

} // namespace hearth
