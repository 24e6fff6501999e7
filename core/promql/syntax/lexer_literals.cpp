// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers, durations and strings: the part of the lexer with most of Prometheus's quirks.
#include <fmt/format.h>

#include "base/text.h"
#include "promql/syntax/characters.h"
#include "promql/syntax/lexer.h"

namespace hearth::promql {
namespace {

constexpr std::string_view kDecimalDigits = "0123456789";
constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
constexpr std::string_view kUnitLetters = "smhdwy";
constexpr std::uint32_t kMaxCodePoint = 0x10ffff;

unsigned digitValue(char c) {
    constexpr unsigned kNoDigit = 16;
    if (isDigit(c)) {
        return static_cast<unsigned>(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return static_cast<unsigned>(c - 'a') + 10;
    }
    return c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A') + 10 : kNoDigit;
}

} // namespace

Token Lexer::lexNumberOrDuration() {
    if (scanNumber()) {
        return cut(TokenKind::kNumber);
    }
    if (scanRestOfDuration()) {
        return cut(TokenKind::kDuration);
    }
    return fail(
        fmt::format("bad number or duration syntax: {}", quoteGo(m_text.substr(m_start, m_position - m_start))));
}

/// Steps over a number, or over as much as could be one. In hexadecimal numbers an `e` that begins a group of digits
/// counts as the mark of an exponent, as in Prometheus.
bool Lexer::scanNumber() {
    const bool isHex = accept("0") && accept("xX");
    if (isHex) {
        accept("_");
    }
    const auto digits = isHex ? kHexDigits : kDecimalDigits;
    accept(".");
    accept(digits);
    bool seenDot = false; // a leading one does not count
    bool seenExponent = false;
    while (isNext(digits) || isNext("._eE")) {
        if (accept(".")) {
            if (seenDot || accept("_.") || isHex) {
                return false;
            }
            seenDot = true;
        } else if (accept("eE")) {
            if (seenExponent) {
                return false;
            }
            seenExponent = true;
            accept("+-");
            if (accept("._eE") || atEnd()) {
                return false;
            }
        } else if (accept("_")) {
            if (accept("._eE") || atEnd()) {
                return false;
            }
        } else {
            acceptRun(digits);
        }
    }
    return !isWordCharacter(peek());
}

/// Steps over the unit that follows a number and over further pairs of number and unit. Whether the units are in
/// order is not looked at here.
bool Lexer::scanRestOfDuration() {
    if (!accept(kUnitLetters)) {
        return false;
    }
    accept("s");
    while (accept(kDecimalDigits)) {
        acceptRun(kDecimalDigits);
        if (!accept("smhdw")) {
            return false;
        }
        accept("s");
    }
    if (!isWordCharacter(peek())) {
        return true;
    }
    ++m_position; // the message shows the character that does not belong
    return false;
}

Token Lexer::lexString(char quote) {
    ++m_position;
    while (!atEnd() && peek() != '\n') {
        const auto character = takeCharacter();
        if (character[0] == quote) {
            return cut(TokenKind::kString);
        }
        if (character[0] == '\\') {
            if (auto problem = scanEscape(quote)) {
                return fail(std::move(*problem));
            }
        } else if (characterLength(character) == 0 || character == "\xef\xbf\xbd") {
            return fail("invalid UTF-8 rune");
        }
    }
    return fail("unterminated quoted string");
}

Token Lexer::lexRawString() {
    ++m_position;
    while (!atEnd()) {
        const auto character = takeCharacter();
        if (character[0] == '`') {
            return cut(TokenKind::kString);
        }
        if (characterLength(character) == 0 || character == "\xef\xbf\xbd") {
            return fail("invalid UTF-8 rune");
        }
    }
    return fail("unterminated raw string");
}

std::optional<std::string> Lexer::scanEscape(char quote) {
    if (atEnd()) {
        return "escape sequence not terminated";
    }
    const char c = peek();
    if (c == quote || std::string_view("abfnrtv\\").contains(c)) {
        ++m_position;
        return std::nullopt;
    }
    if (digitValue(c) < 8) {
        return scanCodePoint(3, 8, 255);
    }
    switch (c) {
    case 'x':
        ++m_position;
        return scanCodePoint(2, 16, 255);
    case 'u':
        ++m_position;
        return scanCodePoint(4, 16, kMaxCodePoint);
    case 'U':
        ++m_position;
        return scanCodePoint(8, 16, kMaxCodePoint);
    default:
        return "unknown escape sequence " + describeCodePoint(takeCharacter());
    }
}

std::optional<std::string> Lexer::scanCodePoint(int digits, unsigned base, std::uint32_t limit) {
    std::uint32_t value = 0;
    for (; digits > 0; --digits) {
        if (atEnd()) {
            return "escape sequence not terminated";
        }
        const auto digit = digitValue(peek());
        if (digit >= base) {
            return fmt::format("illegal character {} in escape sequence", describeCodePoint(takeCharacter()));
        }
        value = value * base + digit;
        ++m_position;
    }
    if (value > limit || (value >= 0xd800 && value < 0xe000)) {
        return "escape sequence is an invalid Unicode code point";
    }
    return std::nullopt;
}

} // namespace hearth::promql
