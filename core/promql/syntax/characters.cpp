// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/characters.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/utf8.h"

namespace hearth::promql {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

} // namespace

std::size_t characterLength(std::string_view text) {
    const auto rune = decodeUtf8(text);
    return rune.isBroken() ? 0 : rune.size;
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
    const auto codePoint = decodeUtf8(character).value;
    const auto number = fmt::format("U+{:04X}", static_cast<std::uint32_t>(codePoint));
    const bool printable = codePoint >= ' ' && codePoint != 0x7f;
    return printable ? fmt::format("{} '{}'", number, character) : number;
}

} // namespace hearth::promql
