// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/literal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/text.h"

namespace hearth::templates {
namespace {

std::unexpected<Error> invalidSyntax() {
    return fail(ErrorCode::kInvalidArgument, "invalid syntax");
}

/// The letter that stands for a control character after a backslash; 0 where none does.
char escapeLetter(char32_t rune) {
    constexpr std::string_view kControls = "\a\b\t\n\v\f\r";
    constexpr std::string_view kLetters = "abtnvfr";
    const auto at = rune < 0x80 ? kControls.find(static_cast<char>(rune)) : std::string_view::npos;
    return at == std::string_view::npos ? '\0' : kLetters[at];
}

void appendQuoted(std::string& out, Rune rune, std::string_view bytes, char quoteMark, bool asciiOnly) {
    const auto value = rune.value;
    if (rune.size == 1 && value == kReplacementRune) {
        out += fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes[0]));
    } else if (value == static_cast<unsigned char>(quoteMark) || value == '\\') {
        out += '\\';
        out += static_cast<char>(value);
    } else if (isPrint(value) && (!asciiOnly || value < 0x80)) {
        appendRune(out, value);
    } else if (const char letter = escapeLetter(value)) {
        out += '\\';
        out += letter;
    } else if (value < ' ' || value == 0x7f) {
        out += fmt::format("\\x{:02x}", static_cast<unsigned>(value));
    } else if (value < 0x10000) {
        out += fmt::format("\\u{:04x}", static_cast<unsigned>(value));
    } else {
        out += fmt::format("\\U{:08x}", static_cast<unsigned>(value));
    }
}

/// What one escape or character of a literal stands for.
struct Unescaped {
    char32_t value = 0;
    bool isByte = false; ///< A byte, not a code point.
};

/// Takes a fixed number of digits of `base` off the front.
std::optional<char32_t> takeDigits(std::string_view& rest, std::size_t count, int base) {
    unsigned value = 0;
    if (rest.size() < count) {
        return std::nullopt;
    }
    const auto* end = rest.data() + count;
    const auto [stopped, error] = std::from_chars(rest.data(), end, value, base);
    if (error != std::errc() || stopped != end || rest[0] == '-') {
        return std::nullopt;
    }
    rest.remove_prefix(count);
    return value;
}

std::optional<Unescaped> takeNumericEscape(std::string_view& rest, char kind) {
    const std::size_t count = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
    const auto value = takeDigits(rest, count, 16);
    const bool isRune = value && *value < 0x110000 && (*value < 0xd800 || *value >= 0xe000);
    return value && (kind == 'x' || isRune) ? std::optional(Unescaped{*value, kind == 'x'}) : std::nullopt;
}

std::optional<Unescaped> takeEscape(std::string_view& rest, char quoteMark) {
    if (rest.empty()) {
        return std::nullopt;
    }
    const char kind = rest[0];
    if (kind >= '0' && kind <= '7') {
        const auto value = takeDigits(rest, 3, 8);
        return value && *value <= 0xff ? std::optional(Unescaped{*value, true}) : std::nullopt;
    }
    rest.remove_prefix(1);
    constexpr std::string_view kControls = "\a\b\t\n\v\f\r\\";
    constexpr std::string_view kLetters = "abtnvfr\\";
    if (const auto at = kLetters.find(kind); at != std::string_view::npos) {
        return Unescaped{static_cast<char32_t>(kControls[at])};
    }
    if (kind == 'x' || kind == 'u' || kind == 'U') {
        return takeNumericEscape(rest, kind);
    }
    return kind == quoteMark ? std::optional(Unescaped{static_cast<char32_t>(kind)}) : std::nullopt;
}

std::optional<Unescaped> takeCharacter(std::string_view& rest, char quoteMark) {
    if (rest.empty() || rest[0] == quoteMark || rest[0] == '\n') {
        return std::nullopt;
    }
    if (rest[0] == '\\') {
        rest.remove_prefix(1);
        return takeEscape(rest, quoteMark);
    }
    const auto rune = decodeUtf8(rest);
    const Unescaped result{rune.size == 1 ? static_cast<unsigned char>(rest[0]) : rune.value, rune.size == 1};
    rest.remove_prefix(rune.size);
    return result;
}

/// Whether underscores stand only between digits or after a base prefix.
bool underscoresAreRight(std::string_view text) {
    char last = '^'; // '0' a digit, '_' an underscore, '!' anything else
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        text.remove_prefix(1);
    }
    bool isHex = false;
    if (text.size() >= 2 && text[0] == '0' && std::string_view("xXoObB").contains(text[1])) {
        isHex = text[1] == 'x' || text[1] == 'X';
        text.remove_prefix(2);
        last = '0';
    }
    for (const char c : text) {
        const bool isDigit = (c >= '0' && c <= '9') || (isHex && std::isxdigit(static_cast<unsigned char>(c)) != 0);
        if (isDigit) {
            last = '0';
        } else if (c == '_') {
            if (last != '0') {
                return false;
            }
            last = '_';
        } else {
            if (last == '_') {
                return false;
            }
            last = '!';
        }
    }
    return last != '_';
}

std::string withoutUnderscores(std::string_view text) {
    std::string out(text);
    std::erase(out, '_');
    return out;
}

std::unexpected<Error> badFloat(std::string_view text, std::string_view reason) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("strconv.ParseFloat: parsing {}: {}", quote(text), reason));
}

/// Hexadecimal needs its exponent: 0x1.8p3.
std::optional<double> parseHexFloat(std::string_view digits) {
    const auto exponentAt = digits.find_first_of("pP");
    if (exponentAt == std::string_view::npos || exponentAt + 1 == digits.size()) {
        return std::nullopt;
    }
    const auto sign = digits[exponentAt + 1];
    std::string text(digits);
    if (sign == '+') {
        text.erase(exponentAt + 1, 1);
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::hex);
    if (error == std::errc::result_out_of_range) {
        return sign == '-' ? 0 : std::numeric_limits<double>::infinity();
    }
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

bool isNamedFloat(std::string_view text) {
    return text == "inf" || text == "infinity" || text == "nan";
}

} // namespace

std::string quote(std::string_view text, bool asciiOnly) {
    std::string out = "\"";
    while (!text.empty()) {
        const auto rune = decodeUtf8(text);
        appendQuoted(out, rune, text, '"', asciiOnly);
        text.remove_prefix(rune.size);
    }
    return out + '"';
}

std::string quoteRune(char32_t rune, bool asciiOnly) {
    const bool isRune = rune < 0x110000 && (rune < 0xd800 || rune >= 0xe000);
    std::string out = "'";
    appendQuoted(out, {isRune ? rune : kReplacementRune, 4}, {}, '\'', asciiOnly);
    return out + '\'';
}

bool canBackquote(std::string_view text) {
    while (!text.empty()) {
        const auto rune = decodeUtf8(text);
        const bool isBroken = rune.size == 1 && (rune.value == kReplacementRune || rune.value == 0x7f ||
                                                 rune.value == '`' || (rune.value < ' ' && rune.value != '\t'));
        if (isBroken || rune.value == 0xfeff) {
            return false;
        }
        text.remove_prefix(rune.size);
    }
    return true;
}

Result<std::string> unquote(std::string_view literal) {
    if (literal.size() < 2 || literal.front() != literal.back()) {
        return invalidSyntax();
    }
    const char mark = literal.front();
    auto rest = literal.substr(1, literal.size() - 2);
    std::string out;
    if (mark == '`') {
        std::ranges::copy_if(rest, std::back_inserter(out), [](char c) { return c != '\r'; });
        return rest.contains('`') ? Result<std::string>(invalidSyntax()) : out;
    }
    while (!rest.empty()) {
        const auto next = takeCharacter(rest, mark);
        if (!next) {
            return invalidSyntax();
        }
        if (next->isByte) {
            out += static_cast<char>(next->value);
        } else {
            appendRune(out, next->value);
        }
    }
    return out;
}

Result<char32_t> unquoteRune(std::string_view literal) {
    auto rest = literal.substr(1);
    const auto character = takeCharacter(rest, '\'');
    if (!character) {
        return invalidSyntax();
    }
    if (rest != "'") {
        return fail(ErrorCode::kInvalidArgument, fmt::format("malformed character constant: {}", literal));
    }
    // A byte that is no UTF-8 reads as the replacement character, one that was escaped as its value.
    return character->isByte && character->value >= 0x80 && literal[1] != '\\' ? kReplacementRune : character->value;
}

std::optional<std::uint64_t> parseUnsigned(std::string_view text) {
    if (text.empty() || (text.contains('_') && !underscoresAreRight(text))) {
        return std::nullopt;
    }
    int base = 10;
    std::string digits = withoutUnderscores(text);
    if (digits.size() > 1 && digits[0] == '0') {
        const auto kind = static_cast<char>(std::tolower(static_cast<unsigned char>(digits[1])));
        base = kind == 'x' ? 16 : kind == 'b' ? 2 : 8;
        digits.erase(0, kind == 'x' || kind == 'b' || kind == 'o' ? 2 : 1);
    }
    std::uint64_t value = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, value, base);
    return error == std::errc() && stopped == end ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> parseSigned(std::string_view text) {
    const bool isNegative = text.starts_with('-');
    const auto value = parseUnsigned(isNegative || text.starts_with('+') ? text.substr(1) : text);
    constexpr auto kLimit = std::uint64_t{1} << 63U;
    if (!value || *value > kLimit || (*value == kLimit && !isNegative)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(isNegative ? 0 - *value : *value);
}

Result<double> parseGoFloat(std::string_view text) {
    constexpr std::string_view kInvalid = "invalid syntax";
    if (text.contains('_') && !underscoresAreRight(text)) {
        return badFloat(text, kInvalid);
    }
    const bool isNegative = text.starts_with('-');
    auto digits = withoutUnderscores(isNegative || text.starts_with('+') ? text.substr(1) : text);
    if (digits.empty() || digits[0] == '-' || digits[0] == '+') {
        return badFloat(text, kInvalid);
    }
    double value = 0;
    if (digits.starts_with("0x") || digits.starts_with("0X")) {
        const auto hex = parseHexFloat(std::string_view(digits).substr(2));
        if (!hex) {
            return badFloat(text, kInvalid);
        }
        value = *hex;
    } else {
        const auto* end = digits.data() + digits.size();
        const auto [stopped, error] = std::from_chars(digits.data(), end, value);
        if (stopped != end ||
            (std::isalpha(static_cast<unsigned char>(digits[0])) != 0 && !isNamedFloat(toLowerAscii(digits)))) {
            return badFloat(text, kInvalid);
        }
        if (isNamedFloat(toLowerAscii(digits))) {
            return isNegative ? -value : value;
        }
        if (error == std::errc::result_out_of_range) {
            // from_chars does not say on which side.
            value = std::strtod(digits.c_str(), nullptr);
        }
    }
    if (std::isinf(value)) {
        return badFloat(text, "value out of range");
    }
    return isNegative ? -value : value;
}

} // namespace hearth::templates
