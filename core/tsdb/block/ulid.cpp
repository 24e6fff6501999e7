// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/ulid.h"

#include <algorithm>
#include <cctype>

namespace hearth::tsdb {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kTimeBytes = 6;
constexpr unsigned kDigitBits = 5;

} // namespace

Ulid Ulid::generate(model::TimestampMs now, const RandomSource& random) {
    Ulid ulid;
    for (std::size_t i = 0; i < kTimeBytes; ++i) {
        ulid.m_bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(now) >> (8 * (kTimeBytes - 1 - i)));
    }
    std::uint64_t bits = 0;
    for (std::size_t i = kTimeBytes; i < ulid.m_bytes.size(); ++i) {
        bits = (i - kTimeBytes) % sizeof(bits) == 0 ? random() : bits >> 8U;
        ulid.m_bytes[i] = static_cast<std::uint8_t>(bits);
    }
    return ulid;
}

std::optional<Ulid> Ulid::parse(std::string_view text) {
    if (text.size() != kTextLength || text.front() > '7') { // 130 bits: the first two are no part of it
        return std::nullopt;
    }
    Ulid ulid;
    for (const char c : text) {
        const auto digit = kAlphabet.find(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        auto carry = static_cast<unsigned>(digit); // the number so far times 32, and the digit
        for (auto byte = ulid.m_bytes.rbegin(); byte != ulid.m_bytes.rend(); ++byte) {
            carry |= static_cast<unsigned>(*byte) << kDigitBits;
            *byte = static_cast<std::uint8_t>(carry);
            carry >>= 8U;
        }
    }
    return ulid;
}

std::string Ulid::toString() const {
    std::string text(kTextLength, '0');
    auto bytes = m_bytes;
    for (auto c = text.rbegin(); c != text.rend(); ++c) { // the number divided by 32, digit by digit
        unsigned rest = 0;
        for (auto& byte : bytes) {
            rest = rest << 8U | byte;
            byte = static_cast<std::uint8_t>(rest >> kDigitBits);
            rest &= (1U << kDigitBits) - 1;
        }
        *c = kAlphabet[rest];
    }
    return text;
}

model::TimestampMs Ulid::time() const {
    std::uint64_t time = 0;
    for (std::size_t i = 0; i < kTimeBytes; ++i) {
        time = time << 8U | m_bytes[i];
    }
    return static_cast<model::TimestampMs>(time);
}

} // namespace hearth::tsdb
