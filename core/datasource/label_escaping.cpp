// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/label_escaping.h"

#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"
#include "model/labels.h"

namespace hearth::datasource {
namespace {

constexpr std::string_view kEscapedPrefix = "U__";
constexpr std::uint32_t kMaxCodePoint = 0x10ffff;
constexpr std::size_t kMaxEscapeDigits = 6;

bool isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// One `_2e_` or `__` at the start of `text`, which is removed.
bool takeEscape(std::string_view& text, std::string& out) {
    const auto end = text.find('_', 1);
    if (end == std::string_view::npos || end - 1 > kMaxEscapeDigits) {
        return false;
    }
    const auto digits = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
    if (digits.empty()) {
        out += '_';
        return true;
    }
    std::uint32_t point = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), point, 16);
    const bool surrogate = point >= 0xd800 && point < 0xe000;
    if (error != std::errc() || stop != digits.data() + digits.size() || point > kMaxCodePoint || surrogate) {
        return false;
    }
    appendUtf8(out, point);
    return true;
}

std::optional<std::string> unescape(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (text[0] != '_') {
            if (!isWordCharacter(text[0])) {
                return std::nullopt;
            }
            out += text[0];
            text.remove_prefix(1);
        } else if (!takeEscape(text, out)) {
            return std::nullopt;
        }
    }
    return out;
}

} // namespace

std::string escapeLabelName(std::string_view name) {
    if ((model::isLegacyLabelName(name) && !name.starts_with(kEscapedPrefix)) || !isValidUtf8(name)) {
        return std::string(name);
    }
    std::string out(kEscapedPrefix);
    while (!name.empty()) {
        const auto [point, size] = decodeUtf8(name);
        if (name[0] == '_') {
            out += "__";
        } else if (isWordCharacter(name[0])) {
            out += name[0];
        } else {
            out += fmt::format("_{:x}_", static_cast<std::uint32_t>(point));
        }
        name.remove_prefix(size);
    }
    return out;
}

std::string unescapeLabelName(std::string_view escaped) {
    if (!escaped.starts_with(kEscapedPrefix)) {
        return std::string(escaped);
    }
    return unescape(escaped.substr(kEscapedPrefix.size())).value_or(std::string(escaped));
}

} // namespace hearth::datasource
