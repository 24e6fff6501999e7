// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/literal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "base/number_format.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/time.h"
#include "promql/syntax/characters.h"

namespace hearth::promql {
namespace {

/// Without the underscores that separate digits; nothing where one stands elsewhere.
std::optional<std::string> withoutSeparators(std::string_view literal) {
    constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
    const auto isDigitAt = [&](std::size_t i) { return i < literal.size() && kDigits.contains(literal[i]); };
    std::string plain;
    for (std::size_t i = 0; i < literal.size(); ++i) {
        if (literal[i] != '_') {
            plain += literal[i];
            continue;
        }
        const bool followsPrefix = i == 2 && (literal[1] == 'x' || literal[1] == 'X');
        if (!isDigitAt(i + 1) || !(followsPrefix || isDigitAt(i - 1))) {
            return std::nullopt;
        }
    }
    return plain;
}

/// Go's integer literals without sign: decimal, `0` octal, `0x` hexadecimal. Nothing where the text is another number.
std::optional<double> integerValue(std::string_view literal) {
    const bool isHex = literal.starts_with("0x") || literal.starts_with("0X");
    const bool isOctal = !isHex && literal.size() > 1 && literal[0] == '0';
    const auto digits = literal.substr(isHex ? 2 : isOctal ? 1 : 0);
    std::int64_t value = 0;
    const int base = isHex ? 16 : isOctal ? 8 : 10;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
    if (error != std::errc() || stop != end) {
        return std::nullopt;
    }
    return static_cast<double>(value);
}

bool isInfinityWord(std::string_view literal) {
    return std::ranges::none_of(literal, isDigit);
}

std::unexpected<Error> badNumber(std::string_view literal, std::string_view reason) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("error parsing number: strconv.ParseFloat: parsing {}: {}", quoteGo(literal), reason));
}

/// Appends the character that the escape at the front of `rest` (behind its backslash) means and steps over it.
void appendEscaped(std::string& out, std::string_view& rest) {
    constexpr std::string_view kLetters = "abfnrtv";
    constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v";
    const char c = rest[0];
    const auto code = [&](std::size_t skip, std::size_t digits, int base) {
        std::uint32_t value = 0;
        std::from_chars(rest.data() + skip, rest.data() + skip + digits, value, base);
        rest.remove_prefix(skip + digits);
        return value;
    };
    if (const auto letter = kLetters.find(c); letter != std::string_view::npos) {
        out += kMeanings[letter];
        rest.remove_prefix(1);
    } else if (isDigit(c)) {
        out += static_cast<char>(code(0, 3, 8));
    } else if (c == 'x') {
        out += static_cast<char>(code(1, 2, 16));
    } else if (c == 'u') {
        appendUtf8(out, code(1, 4, 16));
    } else if (c == 'U') {
        appendUtf8(out, code(1, 8, 16));
    } else {
        out += c; // a quote or a backslash
        rest.remove_prefix(1);
    }
}

} // namespace

Result<double> numberValue(std::string_view literal) {
    const auto plain = withoutSeparators(literal);
    if (!plain) {
        return badNumber(literal, "invalid syntax");
    }
    if (const auto integer = integerValue(*plain)) {
        return *integer;
    }
    const auto value = parseFloat(*plain);
    if (!value) {
        return badNumber(literal, "invalid syntax");
    }
    if (std::isinf(*value) && !isInfinityWord(literal)) {
        return badNumber(literal, "value out of range");
    }
    return *value;
}

Result<double> durationSeconds(std::string_view literal) {
    const auto milliseconds = HEARTH_TRY(model::parseDuration(literal));
    return static_cast<double>(milliseconds) / static_cast<double>(model::kSecondMs);
}

std::string unquote(std::string_view literal) {
    auto rest = literal.substr(1, literal.size() - 2);
    if (literal[0] == '`') {
        return std::string(rest);
    }
    std::string out;
    out.reserve(rest.size());
    while (!rest.empty()) {
        const auto plain = std::min(rest.find('\\'), rest.size());
        out.append(rest.substr(0, plain));
        rest.remove_prefix(plain);
        if (!rest.empty()) {
            rest.remove_prefix(1);
            appendEscaped(out, rest);
        }
    }
    return out;
}

} // namespace hearth::promql
