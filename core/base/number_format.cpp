// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/number_format.h"

#include <algorithm>
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

/// The shortest digits that read back as the same value, with the decimal exponent of the first.
struct ShortestDigits {
    explicit ShortestDigits(double value) {
        char buffer[40];
        const auto end =
            std::to_chars(buffer, buffer + sizeof(buffer), std::fabs(value), std::chars_format::scientific).ptr;
        const auto* at = buffer;
        for (; at != end && *at != 'e'; ++at) {
            if (*at != '.') {
                digits[count++] = *at;
            }
        }
        ++at; // the e
        std::from_chars(at + (*at == '+' ? 1 : 0), end, exponent);
    }

    char digits[20];
    int count = 0;
    int exponent = 0;
};

void appendScientific(std::string& out, double value) {
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value, std::chars_format::scientific).ptr;
    out.append(buffer, end);
}

/// Without an exponent. std::to_chars would print all digits of large numbers; Go fills up with zeros.
void appendFixed(std::string& out, double value, const ShortestDigits& shortest) {
    if (std::signbit(value)) {
        out += '-';
    }
    const int pointAt = shortest.exponent + 1; // how many digits stand before the point
    if (pointAt <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-pointAt), '0');
        out.append(shortest.digits, static_cast<std::size_t>(shortest.count));
        return;
    }
    const auto before = std::min(pointAt, shortest.count);
    out.append(shortest.digits, static_cast<std::size_t>(before));
    out.append(static_cast<std::size_t>(pointAt - before), '0');
    if (shortest.count > pointAt) {
        out += '.';
        out.append(shortest.digits + pointAt, static_cast<std::size_t>(shortest.count - pointAt));
    }
}

void appendZero(std::string& out, double value) {
    out += std::signbit(value) ? "-0" : "0";
}

/// Whole numbers, the most frequent values, print as integers up to the `limit` of a form (at most 2^53, exclusive).
bool appendSmallWhole(std::string& out, double value, double limit) {
    if (!(value > -limit && value < limit) || value != std::trunc(value) || (value == 0 && std::signbit(value))) {
        return false;
    }
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof(buffer), static_cast<std::int64_t>(value)).ptr;
    out.append(buffer, end);
    return true;
}

constexpr double kWholeLimit = 9007199254740992.0; ///< 2^53
constexpr double kGeneralLimit = 1e6;
constexpr int kGeneralExponent = 6;

/// Plain where `isPlain(exponent)` or for whole numbers below `wholeLimit`, else with an exponent.
template <class IsPlain>
void appendChosen(std::string& out, double value, double wholeLimit, IsPlain isPlain) {
    if (appendNonFinite(out, value) || appendSmallWhole(out, value, wholeLimit)) {
        return;
    }
    if (value == 0) {
        appendZero(out, value);
        return;
    }
    const ShortestDigits shortest(value);
    if (isPlain(shortest.exponent)) {
        appendFixed(out, value, shortest);
    } else {
        appendScientific(out, value);
    }
}

} // namespace

void appendFloatPlain(std::string& out, double value) {
    appendChosen(out, value, kWholeLimit, [](int) { return true; });
}

void appendFloatGeneral(std::string& out, double value) {
    appendChosen(out, value, kGeneralLimit, [](int exponent) { return exponent >= -4 && exponent < kGeneralExponent; });
}

void appendFloatApi(std::string& out, double value) {
    appendChosen(out, value, kWholeLimit, [](int exponent) { return exponent >= -6 && exponent < 21; });
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
        appendScientific(out, value);
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
