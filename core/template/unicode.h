// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace hearth::templates {

/// How many bytes the last code point takes.
std::size_t lastRuneSize(std::string_view text);
/// kReplacementRune for what is no code point.
void appendRune(std::string& out, char32_t rune);
std::size_t countRunes(std::string_view text);

bool isLetter(char32_t rune);
bool isDigit(char32_t rune);
bool isPrint(char32_t rune);
/// Go's unicode.IsSpace.
bool isSpace(char32_t rune);
char32_t toUpper(char32_t rune);
char32_t toLower(char32_t rune);
std::string toUpper(std::string_view text);
std::string toLower(std::string_view text);
/// The first letter of each word in upper case; the others in lower case or, with `keepRest`, as they are.
/// golang.org/x/text: cases.Title.
std::string toTitle(std::string_view text, bool keepRest);
/// Without Unicode's white space at both ends.
std::string_view trimSpace(std::string_view text);

} // namespace hearth::templates
