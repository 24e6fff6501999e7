// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/number_format.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/text.h"

namespace hearth {
namespace {

/// NaN and infinities have one spelling everywhere; true where `value` was one.
bool appendNonFinite(std::string& out, double value) {
    if (std::isnan(value)) {
        out += "NaN";
    } else if (std::isinf(value)) {
        out += value > 0 ? "+Inf" : "-Inf";
    } else {
        return false;
    }
    return true;
}

void append(std::string& out, double value, std::chars_format format) {
    char buffer[400]; // the longest fixed form: 309 digits before the point, or 324 places and 17 digits after it
    const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value, format).ptr;
    out.append(buffer, end);
}

/// Whole numbers below 2^53, the most frequent values, print as integers in every form but the exponent one.
bool appendSmallWhole(std::string& out, double value) {
    constexpr double kLimit = 9007199254740992.0;
    if (!(value > -kLimit && value < kLimit) || value != std::trunc(value) || (value == 0 && std::signbit(value))) {
        return false;
    }
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof(buffer), static_cast<std::int64_t>(value)).ptr;
    out.append(buffer, end);
    return true;
}

/// The decimal exponent of the shortest form, by which Go chooses between plain and exponent.
int decimalExponent(double value) {
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value, std::chars_format::scientific).ptr;
    const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    const auto at = text.find('e') + 1;
    int exponent = 0;
    std::from_chars(text.data() + at + (text[at] == '+' ? 1 : 0), text.data() + text.size(), exponent);
    return exponent;
}

} // namespace

void appendFloatPlain(std::string& out, double value) {
    if (!appendNonFinite(out, value) && !appendSmallWhole(out, value)) {
        append(out, value, std::chars_format::fixed);
    }
}

void appendFloatGeneral(std::string& out, double value) {
    if (appendNonFinite(out, value) || appendSmallWhole(out, value)) {
        return;
    }
    const int exponent = value == 0 ? 0 : decimalExponent(value);
    const bool plain = exponent >= -4 && exponent < 21;
    append(out, value, plain ? std::chars_format::fixed : std::chars_format::scientific);
}

void appendFloatApi(std::string& out, double value) {
    if (appendNonFinite(out, value) || appendSmallWhole(out, value)) {
        return;
    }
    const double size = std::fabs(value);
    const bool plain = size == 0 || (size >= 1e-6 && size < 1e21);
    append(out, value, plain ? std::chars_format::fixed : std::chars_format::scientific);
}

void appendFloatOpenMetrics(std::string& out, double value) {
    const auto start = out.size();
    appendFloatGeneral(out, value);
    if (std::isfinite(value) && out.find_first_of(".e", start) == std::string::npos) {
        out += ".0";
    }
}

void appendFloatExponent(std::string& out, double value) {
    if (!appendNonFinite(out, value)) {
        append(out, value, std::chars_format::scientific);
    }
}

void appendSeconds(std::string& out, std::int64_t milliseconds) {
    if (milliseconds < 0) {
        out += '-';
    }
    // Through unsigned, so that the smallest integer has a negation.
    const auto size =
        milliseconds < 0 ? 0 - static_cast<std::uint64_t>(milliseconds) : static_cast<std::uint64_t>(milliseconds);
    char buffer[24];
    auto end = std::to_chars(buffer, buffer + sizeof(buffer), size / 1000).ptr;
    out.append(buffer, end);
    const auto rest = static_cast<int>(size % 1000);
    if (rest != 0) {
        const char digits[] = {'.', static_cast<char>('0' + rest / 100), static_cast<char>('0' + rest / 10 % 10),
                               static_cast<char>('0' + rest % 10)};
        out.append(digits, sizeof(digits));
    }
}

std::optional<double> parseFloat(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    if (text.empty() || text[0] == '-' || text[0] == '+') {
        return std::nullopt;
    }
    const double sign = negative ? -1.0 : 1.0;
    if ((text[0] < '0' || text[0] > '9') && text[0] != '.') {
        const auto word = toLowerAscii(text);
        if (word == "inf" || word == "infinity") {
            return sign * std::numeric_limits<double>::infinity();
        }
        if (word == "nan") {
            return std::numeric_limits<double>::quiet_NaN();
        }
        return std::nullopt;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument) {
        return std::nullopt;
    }
    if (error == std::errc::result_out_of_range) {
        // from_chars leaves the value alone; the digits say which of the two ends was passed.
        const auto exponentAt = text.find_first_of("eE");
        const bool tiny = exponentAt != std::string_view::npos ? text.substr(exponentAt + 1).starts_with('-')
                                                               : text.starts_with('0') || text.starts_with('.');
        value = tiny ? 0.0 : std::numeric_limits<double>::infinity();
    }
    return sign * value;
}

} // namespace hearth
