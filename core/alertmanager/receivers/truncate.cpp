// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/truncate.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/hash.h"

namespace hearth::alertmanager {
namespace {

constexpr std::string_view kMark = "\u2026";
/// Limits as small as this leave no room for the mark.
constexpr std::size_t kNoRoom = 3;

bool continuesRune(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

/// Where the n-th code point begins.
std::size_t offsetOf(std::string_view text, std::size_t rune) {
    std::size_t offset = 0;
    for (; offset < text.size(); ++offset) {
        if (!continuesRune(text[offset]) && rune-- == 0) {
            break;
        }
    }
    return offset;
}

} // namespace

std::size_t countRunes(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !continuesRune(c); }));
}

std::string truncateRunes(std::string text, std::size_t limit) {
    if (text.size() <= limit || countRunes(text) <= limit) {
        return text;
    }
    if (limit <= kNoRoom) {
        text.resize(offsetOf(text, limit));
        return text;
    }
    text.resize(offsetOf(text, limit - 1));
    text += kMark;
    return text;
}

std::string truncateBytes(std::string text, std::size_t limit) {
    if (text.size() <= limit) {
        return text;
    }
    if (limit < kMark.size()) {
        return std::string(limit, '.');
    }
    auto end = limit - kMark.size();
    while (end > 0 && continuesRune(text[end])) {
        --end;
    }
    text.resize(end);
    text += kMark;
    return text;
}

std::string hashOfGroup(std::string_view groupKey) {
    std::string text;
    for (const auto byte : sha256(groupKey)) {
        text += fmt::format("{:02x}", byte);
    }
    return text;
}

} // namespace hearth::alertmanager
