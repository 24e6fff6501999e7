// SPDX-License-Identifier: GPL-3.0-or-later
#include "exposition/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>
#include <system_error>

#include "model/sample.h"

namespace hearth::exposition {
namespace {

/// Powers of ten that a double holds exactly.
constexpr std::array<double, 23> kExactPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int kMaxExactPower = 22;
constexpr std::uint64_t kMaxExactWhole = 1ULL << 53U;
/// So many digits always fit in 64 bits.
constexpr int kMaxDigits = 19;
/// Exponents beyond this overflow or vanish whatever the digits; keeps the arithmetic on them in range.
constexpr int kMaxWrittenExponent = 100'000;

unsigned digitAt(const char* at) {
    return static_cast<unsigned char>(*at) - static_cast<unsigned>('0');
}

/// The parts of a decimal number: digits * 10^exponent.
struct Decimal {
    std::uint64_t digits = 0;
    int count = 0; ///< Significant digits seen; `digits` is useless beyond kMaxDigits.
    int exponent = 0;
};

const char* readDigitRun(const char* at, const char* end, Decimal& decimal) {
    for (unsigned digit = 0; at != end && (digit = digitAt(at)) < 10; ++at) {
        decimal.digits = decimal.digits * 10 + digit;
        decimal.count += decimal.digits != 0 ? 1 : 0;
    }
    return at;
}

/// The part from `e` on; nullptr where no digit follows.
const char* readExponent(const char* at, const char* end, Decimal& decimal) {
    ++at;
    const bool negative = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+')) {
        ++at;
    }
    const auto* const first = at;
    int exponent = 0;
    for (unsigned digit = 0; at != end && (digit = digitAt(at)) < 10; ++at) {
        exponent = exponent < kMaxWrittenExponent ? exponent * 10 + static_cast<int>(digit) : exponent;
    }
    decimal.exponent += negative ? -exponent : exponent;
    return at != first ? at : nullptr;
}

const char* readDecimal(const char* at, const char* end, Decimal& decimal) {
    const auto* const first = at;
    at = readDigitRun(at, end, decimal);
    auto written = at - first;
    if (at != end && *at == '.') {
        const auto* const fraction = at + 1;
        at = readDigitRun(fraction, end, decimal);
        decimal.exponent = -static_cast<int>(std::min<std::ptrdiff_t>(at - fraction, kMaxWrittenExponent));
        written += at - fraction;
    }
    if (written == 0) {
        return nullptr;
    }
    return at != end && (*at == 'e' || *at == 'E') ? readExponent(at, end, decimal) : at;
}

/// Clinger's fast path: one correctly rounded operation on two exact doubles. False where it does not apply.
bool convertExactly(const Decimal& decimal, double& value) {
    if (decimal.count > kMaxDigits || decimal.digits > kMaxExactWhole) {
        return false;
    }
    const auto whole = static_cast<double>(decimal.digits);
    if (decimal.exponent == 0 || decimal.digits == 0) {
        value = whole;
    } else if (decimal.exponent < 0 && decimal.exponent >= -kMaxExactPower) {
        value = whole / kExactPowers[static_cast<std::size_t>(-decimal.exponent)];
    } else if (decimal.exponent > 0 && decimal.exponent <= kMaxExactPower) {
        value = whole * kExactPowers[static_cast<std::size_t>(decimal.exponent)];
    } else {
        return false;
    }
    return true;
}

/// Of a well-formed number beyond double's range: zero where it is too small, false where it is too large.
bool convertOutOfRange(const Decimal& decimal, double& value) {
    value = 0;
    return decimal.exponent + decimal.count < 0;
}

bool beginsWithIgnoringCase(const char* at, const char* end, std::string_view word) {
    if (end - at < static_cast<std::ptrdiff_t>(word.size())) {
        return false;
    }
    for (std::size_t i = 0; i < word.size(); ++i) {
        if ((static_cast<unsigned char>(at[i]) | 0x20U) != static_cast<unsigned char>(word[i])) {
            return false;
        }
    }
    return true;
}

const char* readNonFinite(const char* at, const char* end, bool hasSign, bool negative, double& value) {
    if (beginsWithIgnoringCase(at, end, "inf")) {
        constexpr auto kInfinity = std::numeric_limits<double>::infinity();
        value = negative ? -kInfinity : kInfinity;
        return at + (beginsWithIgnoringCase(at, end, "infinity") ? 8 : 3);
    }
    if (!hasSign && beginsWithIgnoringCase(at, end, "nan")) {
        value = model::normalNan();
        return at + 3;
    }
    return nullptr;
}

} // namespace

const char* readNumber(const char* at, const char* end, double& value) {
    if (at == end) {
        return nullptr;
    }
    const bool negative = *at == '-';
    const bool hasSign = negative || *at == '+';
    at += hasSign ? 1 : 0;
    Decimal decimal;
    const auto* const after = readDecimal(at, end, decimal);
    if (after == nullptr) {
        return readNonFinite(at, end, hasSign, negative, value);
    }
    if (!convertExactly(decimal, value)) {
        const auto [stop, error] = std::from_chars(at, after, value);
        if (error == std::errc::result_out_of_range && !convertOutOfRange(decimal, value)) {
            return nullptr;
        }
    }
    value = negative ? -value : value;
    return after;
}

const char* readDigits(const char* at, const char* end, std::int64_t& value) {
    if (at == end || digitAt(at) > 9) {
        return nullptr;
    }
    const auto [stop, error] = std::from_chars(at, end, value);
    return error == std::errc() ? stop : nullptr;
}

} // namespace hearth::exposition
