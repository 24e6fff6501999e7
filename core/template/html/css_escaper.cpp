// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/html/css_escaper.h"

#include <cctype>
#include <charconv>
#include <fmt/format.h>

#include "base/text.h"
#include "template/html/html_escaper.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

constexpr std::string_view kBlanks = " \t\n\f\r";

bool isHex(char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

/// Without backslash escapes.
std::string decodeCss(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (text[0] != '\\') {
            out += text[0];
            text.remove_prefix(1);
            continue;
        }
        text.remove_prefix(1);
        if (text.empty()) {
            break;
        }
        if (!isHex(text[0])) {
            const auto size = decodeUtf8(text).size;
            out += text.substr(0, size);
            text.remove_prefix(size);
            continue;
        }
        constexpr std::size_t kMostDigits = 6;
        std::uint32_t rune = 0;
        const auto digits = text.substr(0, kMostDigits);
        const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), rune, 16).ptr;
        appendRune(out, rune);
        text.remove_prefix(static_cast<std::size_t>(end - digits.data()));
        if (!text.empty() && kBlanks.contains(text[0])) {
            text.remove_prefix(text.starts_with("\r\n") ? 2 : 1);
        }
    }
    return out;
}

} // namespace

std::string escapeCss(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\') {
            out += "\\\\";
        } else if (std::string_view("\0\t\n\f\r\"&'()+/:;<>{}", 19).contains(c)) {
            out += fmt::format("\\{:x}", static_cast<unsigned char>(c));
            // a digit behind would belong to the escape
            const bool needsBlank = i + 1 == text.size() || isHex(text[i + 1]) || kBlanks.contains(text[i + 1]);
            out += needsBlank ? " " : "";
        } else {
            out += c;
        }
    }
    return out;
}

std::string cssValueOrFailsafe(std::string_view text) {
    const auto decoded = decodeCss(text);
    std::string name;
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        const char c = decoded[i];
        const bool isBreaking = std::string_view("\0\"'()/;@[\\]`{}<>", 17).contains(c);
        if (isBreaking || (c == '-' && i > 0 && decoded[i - 1] == '-')) {
            return std::string(kFailsafe);
        }
        if (c != '-' && (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_')) {
            name += c;
        }
    }
    const auto lower = toLowerAscii(name);
    // what old browsers run as a script
    return lower.contains("expression") || lower.contains("mozbinding") ? std::string(kFailsafe) : decoded;
}

} // namespace hearth::templates
