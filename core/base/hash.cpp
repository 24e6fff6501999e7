// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/hash.h"

#include <bit>
#include <cstring>
#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace hearth {
namespace {

constexpr std::uint32_t kCastagnoli = 0x82f63b78U; // reflected polynomial

constexpr std::array<std::uint32_t, 256> makeCrcTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t crc = i;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? kCastagnoli : 0U);
        }
        table[i] = crc;
    }
    return table;
}

std::uint32_t crcByTable(std::span<const std::byte> bytes, std::uint32_t crc) {
    static constexpr auto kTable = makeCrcTable();
    for (const auto byte : bytes) {
        crc = kTable[(crc ^ static_cast<std::uint32_t>(byte)) & 0xffU] ^ (crc >> 8U);
    }
    return crc;
}

#if defined(__x86_64__)
bool hasCrcInstruction() {
    return __builtin_cpu_supports("sse4.2") != 0;
}

__attribute__((target("sse4.2"))) std::uint32_t crcByInstruction(std::span<const std::byte> bytes, std::uint32_t crc) {
    std::uint64_t state = crc;
    while (bytes.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof(word));
        state = _mm_crc32_u64(state, word);
        bytes = bytes.subspan(sizeof(word));
    }
    auto narrow = static_cast<std::uint32_t>(state);
    for (const auto byte : bytes) {
        narrow = _mm_crc32_u8(narrow, static_cast<unsigned char>(byte));
    }
    return narrow;
}
#endif

constexpr std::uint64_t kPrime1 = 11400714785074694791ULL;
constexpr std::uint64_t kPrime2 = 14029467366897019727ULL;
constexpr std::uint64_t kPrime3 = 1609587929392839161ULL;
constexpr std::uint64_t kPrime4 = 9650029242287828579ULL;
constexpr std::uint64_t kPrime5 = 2870177450012600261ULL;

std::uint64_t read64(const char* at) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof(value));
    return value;
}

std::uint32_t read32(const char* at) {
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof(value));
    return value;
}

std::uint64_t xxRound(std::uint64_t lane, std::uint64_t input) {
    return std::rotl(lane + input * kPrime2, 31) * kPrime1;
}

std::uint64_t xxMerge(std::uint64_t hash, std::uint64_t lane) {
    return (hash ^ xxRound(0, lane)) * kPrime1 + kPrime4;
}

/// The four-lane part for 32 bytes and more; moves `at` past what it used.
std::uint64_t xxStripes(const char*& at, const char* end, std::uint64_t seed) {
    std::uint64_t a = seed + kPrime1 + kPrime2;
    std::uint64_t b = seed + kPrime2;
    std::uint64_t c = seed;
    std::uint64_t d = seed - kPrime1;
    for (; end - at >= 32; at += 32) {
        a = xxRound(a, read64(at));
        b = xxRound(b, read64(at + 8));
        c = xxRound(c, read64(at + 16));
        d = xxRound(d, read64(at + 24));
    }
    auto hash = std::rotl(a, 1) + std::rotl(b, 7) + std::rotl(c, 12) + std::rotl(d, 18);
    for (const auto lane : {a, b, c, d}) {
        hash = xxMerge(hash, lane);
    }
    return hash;
}

} // namespace

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t seed) {
#if defined(__x86_64__)
    static const bool kFast = hasCrcInstruction();
    if (kFast) {
        return ~crcByInstruction(bytes, ~seed);
    }
#endif
    return ~crcByTable(bytes, ~seed);
}

std::uint64_t xxHash64(std::string_view bytes, std::uint64_t seed) {
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    std::uint64_t hash = bytes.size() >= 32 ? xxStripes(at, end, seed) : seed + kPrime5;
    hash += bytes.size();
    for (; end - at >= 8; at += 8) {
        hash = std::rotl(hash ^ xxRound(0, read64(at)), 27) * kPrime1 + kPrime4;
    }
    if (end - at >= 4) {
        hash = std::rotl(hash ^ (read32(at) * kPrime1), 23) * kPrime2 + kPrime3;
        at += 4;
    }
    for (; at != end; ++at) {
        hash = std::rotl(hash ^ (static_cast<unsigned char>(*at) * kPrime5), 11) * kPrime1;
    }
    hash = (hash ^ (hash >> 33U)) * kPrime2;
    hash = (hash ^ (hash >> 29U)) * kPrime3;
    return hash ^ (hash >> 32U);
}

std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t state) {
    for (const char c : bytes) {
        state = (state ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return state;
}

} // namespace hearth
