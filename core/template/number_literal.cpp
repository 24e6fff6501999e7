// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/number_literal.h"

#include <cmath>
#include <fmt/format.h>

#include "template/literal.h"

namespace hearth::templates {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

std::optional<std::int64_t> exactInteger(double value) {
    const bool fits = value >= -kTwoTo63 && value < kTwoTo63 && std::trunc(value) == value;
    return fits ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt;
}

std::optional<std::uint64_t> exactUnsigned(double value) {
    const bool fits = value >= 0 && value < 2 * kTwoTo63 && std::trunc(value) == value;
    return fits ? std::optional(static_cast<std::uint64_t>(value)) : std::nullopt;
}

void setComplex(NumberNode& number, std::complex<double> value) {
    number.complex = value;
    if (value.imag() == 0) {
        number.real = value.real();
        number.integer = exactInteger(value.real());
        number.unsignedInteger = exactUnsigned(value.real());
    }
}

std::unexpected<Error> wrong(std::string_view what, std::string_view text) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: {}", what, quote(text)));
}

/// `1+2i`: the sign in the middle is not that of an exponent.
Result<void> readComplex(NumberNode& number) {
    const std::string_view text = number.text;
    for (auto at = text.size() - 1; at > 0; --at) {
        if (text[at] != '+' && text[at] != '-') {
            continue;
        }
        const auto real = parseGoFloat(text.substr(0, at));
        const auto imaginary = parseGoFloat(text.substr(at, text.size() - at - 1));
        if (real && imaginary) {
            setComplex(number, {*real, *imaginary});
            return {};
        }
    }
    return fail(ErrorCode::kInvalidArgument, "syntax error scanning complex number");
}

Result<void> readNumber(NumberNode& number) {
    const std::string_view text = number.text;
    if (text.ends_with('i')) {
        if (const auto imaginary = parseGoFloat(text.substr(0, text.size() - 1))) {
            setComplex(number, {0, *imaginary});
            return {};
        }
    }
    number.unsignedInteger = parseUnsigned(text);
    number.integer = parseSigned(text);
    if (number.integer == 0) {
        number.unsignedInteger = 0; // also of -0
    }
    if (number.integer) {
        number.real = static_cast<double>(*number.integer);
    } else if (number.unsignedInteger) {
        number.real = static_cast<double>(*number.unsignedInteger);
    } else if (const auto real = parseGoFloat(text)) {
        if (text.find_first_of(".eEpP") == std::string_view::npos) {
            return wrong("integer overflow", text);
        }
        number.real = *real;
        number.integer = exactInteger(*real);
        number.unsignedInteger = exactUnsigned(*real);
    } else {
        return wrong("illegal number syntax", text);
    }
    return {};
}

/// The type that the notation suggests: a point or an exponent makes a float.
Value idealValue(const NumberNode& number) {
    const std::string_view text = number.text;
    const bool isHex = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X') &&
                       text.find_first_of("pP") == std::string_view::npos;
    if (number.complex) {
        return Value::complex(*number.complex);
    }
    if (number.real && !isHex && !text.starts_with('\'') && text.find_first_of(".eEpP") != std::string_view::npos) {
        return Value::real(*number.real);
    }
    return number.integer ? Value::integer(*number.integer) : Value();
}

} // namespace

Result<std::unique_ptr<NumberNode>> parseNumber(const Token& token) {
    auto number = std::make_unique<NumberNode>(NodeKind::kNumber, token.position);
    number->text = token.value;
    if (token.kind == TokenKind::kCharConstant) {
        const auto rune = HEARTH_TRY(unquoteRune(token.value));
        number->integer = rune;
        number->unsignedInteger = rune;
        number->real = rune;
    } else {
        HEARTH_TRY(token.kind == TokenKind::kComplex ? readComplex(*number) : readNumber(*number));
    }
    number->value = idealValue(*number);
    return number;
}

} // namespace hearth::templates
