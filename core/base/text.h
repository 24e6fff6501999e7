// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth {

bool isValidUtf8(std::string_view text);

/// Where a byte offset lies: line and column from 1, the column in bytes (what Prometheus prints).
struct TextPosition {
    std::size_t line = 1;
    std::size_t column = 1;
};
TextPosition positionOf(std::string_view text, std::size_t offset);

/// Quoted with double quotes and Go's escapes (strconv.Quote).
std::string quoteGo(std::string_view text);

std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string toLowerAscii(std::string_view text);

} // namespace hearth
