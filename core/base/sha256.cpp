// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>

#include "base/hash.h"

namespace hearth {
namespace {

using State = std::array<std::uint32_t, 8>;
constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kRounds = 64;

/// The first 32 bits of the fraction.
std::uint32_t fractionBits(long double number) {
    return static_cast<std::uint32_t>((number - std::floor(number)) * 0x1p32L);
}

/// What begins the hash and what the rounds add: roots of the first primes (FIPS 180-4, sections 4.2.2 and 5.3.3).
struct Constants {
    State begin{};
    std::array<std::uint32_t, kRounds> rounds{};

    Constants() {
        std::size_t count = 0;
        for (unsigned number = 2; count < kRounds; ++number) {
            bool isPrime = true;
            for (unsigned divisor = 2; divisor * divisor <= number; ++divisor) {
                isPrime = isPrime && number % divisor != 0;
            }
            if (!isPrime) {
                continue;
            }
            if (count < begin.size()) {
                begin.at(count) = fractionBits(std::sqrt(static_cast<long double>(number)));
            }
            rounds.at(count++) = fractionBits(std::cbrt(static_cast<long double>(number)));
        }
    }
};

std::uint32_t bigEndian(const std::uint8_t* at) {
    return std::uint32_t{at[0]} << 24U | std::uint32_t{at[1]} << 16U | std::uint32_t{at[2]} << 8U | at[3];
}

std::array<std::uint32_t, kRounds> schedule(const std::uint8_t* block) {
    std::array<std::uint32_t, kRounds> w{};
    for (std::size_t i = 0; i < kRounds; ++i) {
        if (i < 16) {
            w[i] = bigEndian(block + 4 * i);
            continue;
        }
        const auto a = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3U);
        const auto b = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10U);
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
    return w;
}

void addBlock(State& state, const std::uint8_t* block, const Constants& constants) {
    const auto w = schedule(block);
    auto s = state;
    for (std::size_t i = 0; i < kRounds; ++i) {
        const auto mixed = std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25);
        const auto choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        const auto first = s[7] + mixed + choice + constants.rounds[i] + w[i];
        const auto turned = std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22);
        const auto majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        s = {first + turned + majority, s[0], s[1], s[2], s[3] + first, s[4], s[5], s[6]};
    }
    for (std::size_t i = 0; i < state.size(); ++i) {
        state[i] += s[i];
    }
}

} // namespace

std::array<std::uint8_t, 32> sha256(std::string_view bytes) {
    static const Constants kConstants;
    auto state = kConstants.begin;
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto whole = bytes.size() / kBlockBytes * kBlockBytes;
    for (std::size_t at = 0; at < whole; at += kBlockBytes) {
        addBlock(state, data + at, kConstants);
    }

    std::array<std::uint8_t, 2 * kBlockBytes> tail{};
    const auto rest = bytes.size() - whole;
    std::ranges::copy_n(data + whole, static_cast<std::ptrdiff_t>(rest), tail.begin());
    tail.at(rest) = 0x80;
    const auto end = rest + 1 + kLengthBytes <= kBlockBytes ? kBlockBytes : 2 * kBlockBytes;
    const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
    for (std::size_t i = 0; i < kLengthBytes; ++i) {
        tail.at(end - 1 - i) = static_cast<std::uint8_t>(bits >> (8 * i));
    }
    for (std::size_t at = 0; at < end; at += kBlockBytes) {
        addBlock(state, tail.data() + at, kConstants);
    }

    std::array<std::uint8_t, 32> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest.at(i) = static_cast<std::uint8_t>(state.at(i / 4) >> (24 - 8 * (i % 4)));
    }
    return digest;
}

} // namespace hearth
