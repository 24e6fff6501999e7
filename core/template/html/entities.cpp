// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/html/entities.h"

#include <array>
#include <charconv>
#include <utility>

#include "template/unicode.h"

namespace hearth::templates {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 21> kNamed{{
    {"amp", '&'},  {"lt", '<'},     {"gt", '>'},    {"quot", '"'},   {"apos", '\''}, {"colon", ':'},    {"lpar", '('},
    {"rpar", ')'}, {"sol", '/'},    {"bsol", '\\'}, {"quest", '?'},  {"num", '#'},   {"lbrace", '{'},   {"lcub", '{'},
    {"rcub", '}'}, {"rbrace", '}'}, {"semi", ';'},  {"equals", '='}, {"grave", '`'}, {"NewLine", '\n'}, {"Tab", '\t'},
}};

/// The entity behind an ampersand: the character, and how long its name is. Size 0 where there is none.
Rune entityAt(std::string_view text) {
    if (text.starts_with('#')) {
        const bool isHex = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
        const auto* begin = text.data() + (isHex ? 2 : 1);
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value, isHex ? 16 : 10);
        if (end == begin || error != std::errc()) {
            return {};
        }
        const auto size = static_cast<std::size_t>(end - text.data());
        return {value, size + (text.substr(size).starts_with(';') ? 1 : 0)};
    }
    for (const auto& [name, character] : kNamed) {
        if (text.starts_with(name) && (text.substr(name.size()).starts_with(';') || name.size() <= 2)) {
            return {static_cast<unsigned char>(character),
                    name.size() + (text.substr(name.size()).starts_with(';') ? 1 : 0)};
        }
    }
    return {};
}

} // namespace

std::string decodeEntities(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto entity = text[0] == '&' ? entityAt(text.substr(1)) : Rune();
        if (entity.size > 0) {
            appendRune(out, entity.value);
        } else {
            out += text[0];
        }
        text.remove_prefix(entity.size + 1);
    }
    return out;
}

} // namespace hearth::templates
