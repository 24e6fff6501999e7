// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/route/reserved.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/text.h"
#include "base/utf8.h"

namespace hearth::alertmanager {
namespace {

struct RuneRange {
    char32_t first = 0;
    char32_t last = 0;
};
/// What Go does not print although it is no blank: controls, formatting, private use, non-characters.
constexpr std::array<RuneRange, 11> kInvisible{{{0x80, 0x9f},
                                                {0xad, 0xad},
                                                {0x600, 0x605},
                                                {0x180e, 0x180e},
                                                {0x200b, 0x200f},
                                                {0x202a, 0x202e},
                                                {0x2060, 0x206f},
                                                {0xe000, 0xf8ff},
                                                {0xfeff, 0xfeff},
                                                {0xfff0, 0xfffb},
                                                {0xe0000, 0x10ffff}}};

bool isVisible(char32_t rune) {
    return rune < 0x80 ||
           (!isSpace(rune) &&
            std::ranges::none_of(
                kInvisible, [&](const RuneRange& range) { return rune >= range.first && rune <= range.last; }));
}

} // namespace

bool isSpace(char32_t rune) {
    switch (rune) {
    case U'\t':
    case U'\n':
    case U'\v':
    case U'\f':
    case U'\r':
    case U' ':
    case 0x85:
    case 0xa0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202f:
    case 0x205f:
    case 0x3000:
        return true;
    default:
        return rune >= 0x2000 && rune <= 0x200a;
    }
}

bool isReserved(char32_t rune) {
    constexpr std::string_view kReserved = "{}!=~,\\\"'`";
    return isSpace(rune) || (rune < 0x80 && kReserved.find(static_cast<char>(rune)) != std::string_view::npos);
}

std::string quoteStrictly(std::string_view text) {
    const auto quoted = quoteGo(text);
    std::string out;
    for (std::string_view rest = quoted; !rest.empty();) {
        const auto rune = decodeUtf8(rest);
        const auto value = static_cast<std::uint32_t>(rune.value);
        if (isVisible(rune.value)) {
            out += rest.substr(0, rune.size);
        } else {
            out += value < 0x10000 ? fmt::format("\\u{:04x}", value) : fmt::format("\\U{:08x}", value);
        }
        rest.remove_prefix(rune.size);
    }
    return out;
}

} // namespace hearth::alertmanager
