// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/float_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/number_format.h"

namespace hearth::templates {
namespace {

/// As std::to_chars prints; large numbers without an exponent take up to 310 digits.
std::string digitsOf(double value, std::chars_format format, int precision) {
    constexpr std::size_t kLongestPart = 330;
    std::vector<char> buffer(kLongestPart + static_cast<std::size_t>(std::max(precision, 0)));
    auto* begin = buffer.data();
    auto* end = begin + buffer.size();
    const auto result =
        precision < 0 ? std::to_chars(begin, end, value, format) : std::to_chars(begin, end, value, format, precision);
    return {begin, result.ptr};
}

/// Mantissa and exponent of two as integers: 4503599627370496p-52.
void appendBinary(std::string& out, double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    constexpr std::uint64_t kMantissa = (std::uint64_t{1} << 52U) - 1;
    auto exponent = static_cast<int>((bits >> 52U) & 0x7ffU);
    auto mantissa = bits & kMantissa;
    if (exponent == 0) {
        exponent = 1;
    } else {
        mantissa |= kMantissa + 1;
    }
    exponent -= 1023 + 52;
    out += (std::signbit(value) ? "-" : "") + std::to_string(mantissa) + (exponent >= 0 ? "p+" : "p") +
           std::to_string(exponent);
}

/// 0x1.8p+01: the exponent has two digits at least.
void appendHex(std::string& out, double value, int precision) {
    auto digits = digitsOf(std::fabs(value), std::chars_format::hex, precision);
    const auto exponentAt = digits.find('p') + 2;
    if (digits.size() - exponentAt < 2) {
        digits.insert(exponentAt, "0");
    }
    out += std::signbit(value) ? "-0x" : "0x";
    out += digits;
}

void appendLower(std::string& out, double value, char form, int precision) {
    switch (form) {
    case 'e':
        out += digitsOf(value, std::chars_format::scientific, precision);
        return;
    case 'f':
        if (precision < 0) {
            appendFloatPlain(out, value);
        } else {
            out += digitsOf(value, std::chars_format::fixed, precision);
        }
        return;
    case 'b':
        return appendBinary(out, value);
    case 'x':
        return appendHex(out, value, precision);
    default:
        if (precision < 0) {
            appendFloatGeneral(out, value);
        } else {
            out += digitsOf(value, std::chars_format::general, std::max(precision, 1));
        }
    }
}

} // namespace

void appendFloat(std::string& out, double value, char form, int precision) {
    if (!std::isfinite(value)) {
        out += std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        return;
    }
    const bool isUpper = form >= 'A' && form <= 'Z';
    const auto start = out.size();
    appendLower(out, value, isUpper ? static_cast<char>(form - 'A' + 'a') : form, precision);
    if (isUpper) {
        std::transform(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(),
                       out.begin() + static_cast<std::ptrdiff_t>(start),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    }
}

std::string fourDigits(double value) {
    std::string out;
    appendFloat(out, value, 'g', 4);
    return out;
}

} // namespace hearth::templates
