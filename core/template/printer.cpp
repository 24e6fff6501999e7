// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/printer.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "template/float_text.h"
#include "template/literal.h"
#include "template/time_layout.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

constexpr int kMaxDepth = 200; ///< Deeper values cannot be built.

bool isOneOf(char32_t verb, std::string_view verbs) {
    return verb < 0x80 && verbs.contains(static_cast<char>(verb));
}

/// Digits with the sharp flag: trailing zeros are kept and a point is there.
void keepPoint(std::string& number, char form, int precision) {
    int digits = 0;
    if (isOneOf(static_cast<unsigned char>(form), "gGx")) {
        digits = precision < 0 ? 6 : precision;
    }
    const bool isHex = form == 'x' || form == 'X';
    auto tailAt = number.find_first_of(isHex ? "pP" : "eEpP");
    tailAt = std::min(tailAt, number.size());
    const auto tail = number.substr(tailAt);
    number.resize(tailAt);
    bool sawDigit = false;
    for (const char c : std::string_view(number).substr(1)) {
        if (c != '.') {
            sawDigit = sawDigit || c != '0';
            digits -= sawDigit ? 1 : 0;
        }
    }
    if (!number.contains('.')) {
        digits -= number.size() == 2 && number[1] == '0' ? 1 : 0;
        number += '.';
    }
    number.append(static_cast<std::size_t>(std::max(digits, 0)), '0');
    number += tail;
}

} // namespace

void Printer::writePadding(int count) {
    if (count > 0 && !isFull()) {
        m_out.append(static_cast<std::size_t>(count), flags.zero && !flags.minus ? '0' : ' ');
    }
}

void Printer::pad(std::string_view text) {
    if (isFull()) {
        return;
    }
    const auto width = flags.width.value_or(0) == 0 ? 0 : *flags.width - static_cast<int>(countRunes(text));
    if (!flags.minus) {
        writePadding(width);
    }
    m_out += text;
    if (flags.minus) {
        writePadding(width);
    }
}

std::string_view Printer::cut(std::string_view text) const {
    if (!flags.precision) {
        return text;
    }
    std::size_t end = 0;
    for (int i = 0; i < *flags.precision && end < text.size(); ++i) {
        end += decodeUtf8(text.substr(end)).size;
    }
    return text.substr(0, end);
}

void Printer::formatUnicode(std::uint64_t rune) {
    auto text = fmt::format("U+{:0{}X}", rune, std::max(4, flags.precision.value_or(4)));
    if (flags.sharp && rune < 0x110000 && isPrint(static_cast<char32_t>(rune))) {
        text += " '";
        appendRune(text, static_cast<char32_t>(rune));
        text += '\'';
    }
    const bool zero = std::exchange(flags.zero, false);
    pad(text);
    flags.zero = zero;
}

void Printer::formatRune(std::uint64_t rune, bool quoted) {
    const auto value = rune < 0x110000 ? static_cast<char32_t>(rune) : kReplacementRune;
    std::string text;
    if (quoted) {
        text = quoteRune(value, flags.plus);
    } else {
        appendRune(text, value);
    }
    pad(text);
}

void Printer::formatInteger(std::uint64_t bits, int base, bool isSigned, char32_t verb, bool isUpper) {
    const bool isNegative = isSigned && static_cast<std::int64_t>(bits) < 0;
    bits = isNegative ? 0 - bits : bits;
    const bool zero = std::exchange(flags.zero, false);
    if (flags.precision == 0 && bits == 0) {
        writePadding(flags.width.value_or(0));
        flags.zero = zero;
        return;
    }
    const bool hasSign = isNegative || flags.plus || flags.space;
    int digits = flags.precision.value_or(0);
    if (!flags.precision && zero && !flags.minus && flags.width) {
        digits = *flags.width - (hasSign ? 1 : 0);
    }
    auto text = base == 2    ? fmt::format("{:b}", bits)
                : base == 8  ? fmt::format("{:o}", bits)
                : base == 16 ? (isUpper ? fmt::format("{:X}", bits) : fmt::format("{:x}", bits))
                             : fmt::format("{}", bits);
    if (const auto missing = digits - static_cast<int>(text.size()); missing > 0) {
        text.insert(0, static_cast<std::size_t>(missing), '0');
    }
    if (flags.sharp) {
        const auto* prefix = base == 2                     ? "0b"
                             : base == 16                  ? (isUpper ? "0X" : "0x")
                             : base == 8 && text[0] != '0' ? "0"
                                                           : "";
        text.insert(0, prefix);
    }
    if (verb == 'O') {
        text.insert(0, "0o");
    }
    if (hasSign) {
        text.insert(text.begin(), isNegative ? '-' : flags.plus ? '+' : ' ');
    }
    pad(text);
    flags.zero = zero;
}

void Printer::formatFloat(double number, char form, int precision) {
    precision = flags.precision.value_or(precision);
    std::string text;
    appendFloat(text, number, form, precision);
    if (text[0] != '-' && text[0] != '+') {
        text.insert(text.begin(), '+');
    }
    if (flags.space && text[0] == '+' && !flags.plus) {
        text[0] = ' ';
    }
    if (!std::isfinite(number)) {
        const bool zero = std::exchange(flags.zero, false);
        // the plus of an infinity shows
        pad(std::isnan(number) && !flags.space && !flags.plus ? text.substr(1) : text);
        flags.zero = zero;
        return;
    }
    if (flags.sharp && form != 'b') {
        keepPoint(text, form, precision);
    }
    if (!flags.plus && text[0] == '+') {
        pad(std::string_view(text).substr(1));
        return;
    }
    const auto width = flags.width.value_or(0);
    if (flags.zero && !flags.minus && width > static_cast<int>(text.size())) { // the sign before the zeros
        m_out += text[0];
        writePadding(width - static_cast<int>(text.size()));
        m_out += std::string_view(text).substr(1);
        return;
    }
    pad(text);
}

void Printer::formatHexBytes(std::string_view text, bool isUpper) {
    const auto length = std::min(text.size(), static_cast<std::size_t>(flags.precision.value_or(INT32_MAX)));
    std::string hex;
    const auto* prefix = isUpper ? "0X" : "0x";
    for (std::size_t i = 0; i < length && hex.size() <= m_limit; ++i) {
        hex += flags.space && i > 0 ? " " : "";
        hex += flags.sharp && (i == 0 || flags.space) ? prefix : "";
        const auto byte = static_cast<unsigned char>(text[i]);
        hex += isUpper ? fmt::format("{:02X}", byte) : fmt::format("{:02x}", byte);
    }
    if (hex.empty()) {
        writePadding(flags.width.value_or(0));
    } else {
        pad(hex);
    }
}

void Printer::formatQuoted(std::string_view text) {
    text = cut(text);
    if (flags.sharp && canBackquote(text)) {
        pad(fmt::format("`{}`", text));
    } else {
        pad(quote(text, flags.plus));
    }
}

void Printer::badVerb(const Value& value, char32_t verb) {
    m_isErroring = true;
    m_out += "%!";
    appendRune(m_out, verb);
    m_out += '(';
    if (value.isNothing()) {
        m_out += "<nil>";
    } else {
        m_out += value.type()->name;
        m_out += '=';
        printValue(value, 'v', 0);
    }
    m_out += ')';
    m_isErroring = false;
}

void Printer::printBool(const Value& value, char32_t verb) {
    if (isOneOf(verb, "tv")) {
        pad(value.toBool() ? "true" : "false");
    } else {
        badVerb(value, verb);
    }
}

void Printer::printInteger(const Value& value, char32_t verb) {
    const auto bits = value.toUint();
    const bool isSigned = value.kind() == Kind::kInt;
    switch (verb) {
    case 'v':
        if (flags.sharpV && !isSigned) {
            const bool sharp = std::exchange(flags.sharp, true);
            formatInteger(bits, 16, false, verb, false);
            flags.sharp = sharp;
            return;
        }
        [[fallthrough]];
    case 'd':
        return formatInteger(bits, 10, isSigned, verb, false);
    case 'b':
        return formatInteger(bits, 2, isSigned, verb, false);
    case 'o':
    case 'O':
        return formatInteger(bits, 8, isSigned, verb, false);
    case 'x':
    case 'X':
        return formatInteger(bits, 16, isSigned, verb, verb == 'X');
    case 'c':
    case 'q':
        return formatRune(bits, verb == 'q');
    case 'U':
        return formatUnicode(bits);
    default:
        badVerb(value, verb);
    }
}

void Printer::printFloat(double number, const Value& value, char32_t verb) {
    constexpr int kDefaultPrecision = 6;
    switch (verb) {
    case 'v':
        return formatFloat(number, 'g', kShortest);
    case 'b':
    case 'g':
    case 'G':
    case 'x':
    case 'X':
        return formatFloat(number, static_cast<char>(verb), kShortest);
    case 'f':
    case 'e':
    case 'E':
        return formatFloat(number, static_cast<char>(verb), kDefaultPrecision);
    case 'F':
        return formatFloat(number, 'f', kDefaultPrecision);
    default:
        badVerb(value, verb);
    }
}

void Printer::printComplex(const Value& value, char32_t verb) {
    if (!isOneOf(verb, "vbgGxXfFeE")) {
        return badVerb(value, verb);
    }
    const auto number = value.toComplex();
    m_out += '(';
    printFloat(number.real(), value, verb);
    const bool plus = std::exchange(flags.plus, true);
    printFloat(number.imag(), value, verb);
    m_out += "i)";
    flags.plus = plus;
}

void Printer::printString(std::string_view text, const Value& value, char32_t verb) {
    switch (verb) {
    case 'v':
        if (flags.sharpV) {
            return formatQuoted(text);
        }
        [[fallthrough]];
    case 's':
        return pad(cut(text));
    case 'x':
    case 'X':
        return formatHexBytes(text, verb == 'X');
    case 'q':
        return formatQuoted(text);
    default:
        badVerb(value, verb);
    }
}

bool Printer::printByMethod(const Value& value, char32_t verb) {
    if (m_isErroring) {
        return false;
    }
    if (verb == 'w') {
        badVerb(value, verb);
        return true;
    }
    if (flags.sharpV) {
        if (value.kind() != Kind::kTime) {
            return false;
        }
        pad(cut(timeInGoSyntax(value.toTime())));
        return true;
    }
    const auto text = isOneOf(verb, "vsxXq") ? stringMethod(value) : std::nullopt;
    if (text) {
        printString(*text, value, verb);
    }
    return text.has_value();
}

void Printer::printArgument(const Value& value, char32_t verb) {
    if (isFull()) {
        return;
    }
    if (value.isNothing()) {
        if (isOneOf(verb, "Tv")) {
            pad("<nil>");
        } else {
            badVerb(value, verb);
        }
        return;
    }
    if (verb == 'T') {
        pad(cut(value.type()->name));
    } else if (verb == 'p') {
        badVerb(value, verb);
    } else if (!printByMethod(value, verb)) {
        printValue(value, verb, 0);
    }
}

void Printer::printValue(const Value& value, char32_t verb, int depth) {
    if (isFull() || depth > kMaxDepth) {
        return;
    }
    if (value.isNothing()) {
        m_out += flags.sharpV ? "interface {}(nil)" : "<nil>";
        return;
    }
    if (depth > 0 && printByMethod(value, verb)) {
        return;
    }
    if (value.isPointer()) {
        m_out += '&';
        return printValue(value.pointee(), verb, depth + 1);
    }
    switch (value.kind()) {
    case Kind::kInvalid:
    case Kind::kInterface:
        return;
    case Kind::kBool:
        return printBool(value, verb);
    case Kind::kInt:
    case Kind::kUint:
        return printInteger(value, verb);
    case Kind::kFloat:
        return printFloat(value.toDouble(), value, verb);
    case Kind::kComplex:
        return printComplex(value, verb);
    case Kind::kString:
        return printString(value.toString(), value, verb);
    case Kind::kList:
        return printList(value, verb, depth);
    case Kind::kMap:
        return printMap(value, verb, depth);
    case Kind::kTime:
        m_out += '{';
        m_out += formatTime(value.toTime(), kTimeStringLayout);
        m_out += '}';
        return;
    case Kind::kStruct:
        return printStruct(value, verb, depth);
    }
}

void Printer::printList(const Value& value, char32_t verb, int depth) {
    const auto& list = value.toList();
    m_out += flags.sharpV ? fmt::format("{}{{", value.type()->name) : "[";
    for (std::size_t i = 0; i < list.size() && !isFull(); ++i) {
        m_out += i == 0 ? "" : flags.sharpV ? ", " : " ";
        printValue(list.at(i), verb, depth + 1);
    }
    m_out += flags.sharpV ? '}' : ']';
}

void Printer::printMap(const Value& value, char32_t verb, int depth) {
    const auto& map = value.toMap();
    m_out += flags.sharpV ? fmt::format("{}{{", value.type()->name) : "map[";
    for (std::size_t i = 0; i < map.size() && !isFull(); ++i) {
        m_out += i == 0 ? "" : flags.sharpV ? ", " : " ";
        printValue(Value::string(std::string(map.keyAt(i))), verb, depth + 1);
        m_out += ':';
        printValue(map.at(i), verb, depth + 1);
    }
    m_out += flags.sharpV ? '}' : ']';
}

void Printer::printStruct(const Value& value, char32_t verb, int depth) {
    m_out += flags.sharpV ? value.type()->name : "";
    m_out += '{';
    bool isFirst = true;
    for (const auto& field : value.type()->fields) {
        m_out += std::exchange(isFirst, false) ? "" : flags.sharpV ? ", " : " ";
        if (flags.plusV || flags.sharpV) {
            m_out += field.name;
            m_out += ':';
        }
        printValue(field.get(value.toObject()), verb, depth + 1);
    }
    m_out += '}';
}

} // namespace hearth::templates
