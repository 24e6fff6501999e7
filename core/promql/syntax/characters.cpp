// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/characters.h"

#include <fmt/format.h>

#include "base/text.h"

namespace hearth::promql {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

char32_t codePointOf(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (first < 0x80) {
        return first;
    }
    char32_t value = first & (0x7fU >> character.size());
    for (const char c : character.substr(1)) {
        value = (value << 6U) | (static_cast<unsigned char>(c) & 0x3fU);
    }
    return value;
}

} // namespace

std::size_t characterLength(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    return text.size() >= length && isValidUtf8(text.substr(0, length)) ? length : 0;
}

std::string quoteCharacter(std::string_view character) {
    if (character == "'") {
        return R"('\'')";
    }
    if (character == "\"") {
        return R"('"')";
    }
    if (character.size() == 1 && character[0] == '\0') {
        return R"('\x00')";
    }
    const auto quoted = quoteGo(characterLength(character) == 0 ? kReplacement : character);
    return "'" + quoted.substr(1, quoted.size() - 2) + "'";
}

std::string describeCodePoint(std::string_view character) {
    if (characterLength(character) == 0) {
        character = kReplacement;
    }
    const auto codePoint = codePointOf(character);
    const auto number = fmt::format("U+{:04X}", static_cast<std::uint32_t>(codePoint));
    const bool printable = codePoint >= ' ' && codePoint != 0x7f;
    return printable ? fmt::format("{} '{}'", number, character) : number;
}

} // namespace hearth::promql
