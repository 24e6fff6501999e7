// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/text_escape.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <optional>

#include "template/literal.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789ABCDEF";

bool isUnreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

std::unexpected<Error> corruptBase64(std::size_t at) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("illegal base64 data at input byte {}", at));
}

/// Where the end of a text is wrong, which has `left` digits of an unfinished group before `at`; nothing where it is
/// right.
std::optional<std::size_t> badPadding(std::string_view text, std::size_t at, std::size_t left) {
    const auto skipLines = [&](std::size_t from) {
        return std::min(text.find_first_not_of("\r\n", from), text.size());
    };
    if (at == text.size()) {
        return left == 0 ? std::nullopt : std::optional(at - left);
    }
    if (left < 2) {
        return at;
    }
    at = skipLines(at + 1);
    if (left == 2) {
        if (at == text.size() || text[at] != '=') {
            return at == text.size() ? at : at - 1;
        }
        at = skipLines(at + 1);
    }
    return at < text.size() ? std::optional(at) : std::nullopt;
}

} // namespace

std::string escapeHtml(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '\0':
            appendRune(out, kReplacementRune);
            break;
        case '"':
            out += "&#34;";
            break;
        case '\'':
            out += "&#39;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string escapeJs(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto rune = decodeUtf8(text);
        switch (rune.value) {
        case '\\':
        case '\'':
        case '"':
            out += '\\';
            out += static_cast<char>(rune.value);
            break;
        case '<':
        case '>':
        case '&':
        case '=':
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(rune.value));
            break;
        default:
            if (rune.value < ' ' || (rune.value >= 0x80 && !isPrint(rune.value))) {
                out += fmt::format("\\u{:04X}", static_cast<unsigned>(rune.value));
            } else if (rune.size == 1 && rune.value == kReplacementRune) {
                out += text[0];
            } else {
                appendRune(out, rune.value);
            }
        }
        text.remove_prefix(rune.size);
    }
    return out;
}

std::string escapeQuery(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (isUnreserved(c)) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xfU];
        }
    }
    return out;
}

Result<std::string> unescapeQuery(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        const auto digits = text.substr(i, 3);
        unsigned byte = 0;
        const auto* end = digits.data() + digits.size();
        if (digits.size() < 3 || digits[1] == '-' || std::from_chars(digits.data() + 1, end, byte, 16).ptr != end) {
            return fail(ErrorCode::kInvalidArgument, "invalid URL escape " + quote(digits));
        }
        out += static_cast<char>(byte);
        i += 2;
    }
    return out;
}

std::string encodeBase64Url(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto group = bytes.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            bits = bits << 8U | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            out += k <= group.size() ? kBase64[(bits >> (18U - 6U * k)) & 0x3fU] : '=';
        }
    }
    return out;
}

Result<std::string> decodeBase64Url(std::string_view text) {
    std::string out;
    std::uint32_t bits = 0;
    std::size_t digits = 0;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != '='; ++i) {
        if (text[i] == '\n' || text[i] == '\r') {
            continue;
        }
        const auto value = kBase64.find(text[i]);
        if (value == std::string_view::npos) {
            return corruptBase64(i);
        }
        bits = bits << 6U | static_cast<std::uint32_t>(value);
        if (++digits % 4 == 0) {
            out += {static_cast<char>(bits >> 16U), static_cast<char>(bits >> 8U), static_cast<char>(bits)};
            bits = 0;
        }
    }
    const auto left = digits % 4;
    if (const auto bad = badPadding(text, i, left)) {
        return corruptBase64(*bad);
    }
    if (left >= 2) {
        bits <<= 6U * (4 - left);
        out += static_cast<char>(bits >> 16U);
        if (left == 3) {
            out += static_cast<char>(bits >> 8U);
        }
    }
    return out;
}

} // namespace hearth::templates
