// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <optional>

#include "alertmanager/route/matcher_text.h"
#include "alertmanager/route/reserved.h"
#include "base/text.h"
#include "base/utf8.h"

namespace hearth::alertmanager {
namespace {

constexpr char32_t kMaxRune = 0x10ffff;

std::unexpected<Error> invalid() {
    return fail(ErrorCode::kInvalidArgument, "invalid syntax");
}

std::optional<char> simpleEscape(char letter) {
    constexpr std::string_view kLetters = "abfnrtv\\\"";
    constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\\"";
    const auto at = kLetters.find(letter);
    return at == std::string_view::npos ? std::nullopt : std::optional(kMeanings[at]);
}

/// All of `digits` as a number.
std::optional<char32_t> number(std::string_view digits, std::size_t length, int base) {
    std::uint32_t value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    const bool whole =
        digits.size() == length && result.ec == std::errc() && result.ptr == digits.data() + digits.size();
    return whole ? std::optional<char32_t>(value) : std::nullopt;
}

/// Reads the escape that `text` begins with (behind the backslash), takes it off, appends what it means.
bool takeEscape(std::string_view& text, std::string& out) {
    if (text.empty()) {
        return false;
    }
    const char letter = text[0];
    if (const auto meaning = simpleEscape(letter)) {
        out += *meaning;
        text.remove_prefix(1);
        return true;
    }
    const bool octal = letter >= '0' && letter <= '7';
    const std::size_t skip = octal ? 0 : 1;
    const std::size_t length = octal ? 3 : letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    const auto value = length == 0 ? std::nullopt : number(text.substr(skip, length), length, octal ? 8 : 16);
    if (!value) {
        return false;
    }
    text.remove_prefix(skip + length);
    if (octal || letter == 'x') {
        out += static_cast<char>(*value);
        return *value <= 0xff;
    }
    appendUtf8(out, *value);
    return *value <= kMaxRune && (*value < 0xd800 || *value > 0xdfff);
}

} // namespace

Result<std::string> unquoteGo(std::string_view literal) {
    if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"') {
        return invalid();
    }
    auto text = literal.substr(1, literal.size() - 2);
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const char c = text[0];
        text.remove_prefix(1);
        if (c == '"' || c == '\n' || (c == '\\' && !takeEscape(text, out))) {
            return invalid();
        }
        if (c != '\\') {
            out += c;
        }
    }
    if (!isValidUtf8(out)) {
        return fail(ErrorCode::kInvalidArgument, "quoted string contains invalid UTF-8 code points");
    }
    return out;
}

} // namespace hearth::alertmanager
