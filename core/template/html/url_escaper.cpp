// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/html/url_escaper.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "base/text.h"
#include "template/html/html_escaper.h"

namespace hearth::templates {
namespace {

constexpr std::string_view kBlanks = " \t\n\f\r";

bool isHex(char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

bool isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string srcsetElement(std::string_view text) {
    const auto begin = std::min(text.find_first_not_of(kBlanks), text.size());
    const auto end = std::min(text.find_first_of(kBlanks, begin), text.size());
    const auto url = text.substr(begin, end - begin);
    const auto rest = text.substr(end);
    const bool isPlain = std::ranges::all_of(rest, [](char c) { return isLetterOrDigit(c) || kBlanks.contains(c); });
    return isSafeUrl(url) && isPlain ? fmt::format("{}{}{}", text.substr(0, begin), escapeUrlPart(url, true), rest)
                                     : fmt::format("#{}", kFailsafe);
}

} // namespace

bool isSafeUrl(std::string_view url) {
    const auto colon = url.find(':');
    const auto scheme = url.substr(0, colon);
    if (colon == std::string_view::npos || scheme.contains('/')) {
        return true;
    }
    const auto lower = toLowerAscii(scheme);
    return lower == "http" || lower == "https" || lower == "mailto";
}

std::string escapeUrlPart(std::string_view text, bool keepsReserved) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool isEncoded = c == '%' && i + 2 < text.size() && isHex(text[i + 1]) && isHex(text[i + 2]);
        if (isLetterOrDigit(c) || std::string_view("-._~").contains(c) ||
            (keepsReserved && (isEncoded || std::string_view("!#$&*+,/:;=?@[]").contains(c)))) {
            out += c;
        } else {
            out += fmt::format("%{:02x}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::string escapeSrcset(std::string_view text, bool isUrl) {
    std::string out;
    if (isUrl) {
        for (const char c : escapeUrlPart(text, true)) {
            out += c == ',' ? "%2c" : std::string(1, c);
        }
        return out;
    }
    for (const auto element : split(text, ',')) {
        out += out.empty() && element.data() == text.data() ? "" : ",";
        out += srcsetElement(element);
    }
    return out;
}

} // namespace hearth::templates
