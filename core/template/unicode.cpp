// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/unicode.h"

#include <algorithm>
#include <clocale>
#include <cwctype>
#include <locale.h>

namespace hearth::templates {
namespace {

/// The C library's tables for Unicode, whatever the process's locale is. Null where it has none: ASCII then.
locale_t unicodeTables() {
    static const locale_t kTables = newlocale(LC_CTYPE_MASK, "C.UTF-8", static_cast<locale_t>(nullptr));
    return kTables;
}

constexpr char32_t kAsciiEnd = 0x80;
constexpr char32_t kSurrogateBegin = 0xd800;
constexpr char32_t kSurrogateEnd = 0xe000;
constexpr char32_t kRuneEnd = 0x110000;

bool isAsciiLetter(char32_t rune) {
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z');
}

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

template <class Change>
std::string mapRunes(std::string_view text, Change change) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto rune = decodeUtf8(text);
        appendRune(out, change(rune.value));
        text.remove_prefix(rune.size);
    }
    return out;
}

} // namespace

std::size_t lastRuneSize(std::string_view text) {
    for (std::size_t size = 1; size <= std::min<std::size_t>(text.size(), 4); ++size) {
        const auto tail = text.substr(text.size() - size);
        if (!isContinuation(tail[0])) {
            return decodeUtf8(tail).size == size ? size : 1;
        }
    }
    return text.empty() ? 0 : 1;
}

void appendRune(std::string& out, char32_t rune) {
    if (rune >= kRuneEnd || (rune >= kSurrogateBegin && rune < kSurrogateEnd)) {
        rune = kReplacementRune;
    }
    appendUtf8(out, rune);
}

std::size_t countRunes(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        text.remove_prefix(decodeUtf8(text).size);
    }
    return count;
}

bool isLetter(char32_t rune) {
    if (rune < kAsciiEnd || unicodeTables() == nullptr) {
        return isAsciiLetter(rune);
    }
    return iswalpha_l(static_cast<wint_t>(rune), unicodeTables()) != 0 && !isDigit(rune);
}

bool isDigit(char32_t rune) {
    if (rune < kAsciiEnd) {
        return rune >= '0' && rune <= '9';
    }
    // The C library counts the digits of other scripts among the letters. Decimal digits come in tens of neighbours.
    constexpr char32_t kZeros[] = {0x660,  0x6f0,  0x7c0,  0x966,  0x9e6,  0xa66,  0xae6,  0xb66,  0xbe6,
                                   0xc66,  0xce6,  0xd66,  0xde6,  0xe50,  0xed0,  0xf20,  0x1040, 0x1090,
                                   0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
                                   0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10};
    return std::ranges::any_of(kZeros, [&](char32_t zero) { return rune >= zero && rune < zero + 10; });
}

bool isPrint(char32_t rune) {
    if (rune < kAsciiEnd) {
        return rune >= ' ' && rune < 0x7f;
    }
    if (rune >= kRuneEnd || isSpace(rune) || rune == 0xad) {
        return false;
    }
    return unicodeTables() == nullptr || iswprint_l(static_cast<wint_t>(rune), unicodeTables()) != 0;
}

bool isSpace(char32_t rune) {
    return (rune >= '\t' && rune <= '\r') || rune == ' ' || rune == 0x85 || rune == 0xa0 || rune == 0x1680 ||
           (rune >= 0x2000 && rune <= 0x200a) || rune == 0x2028 || rune == 0x2029 || rune == 0x202f || rune == 0x205f ||
           rune == 0x3000;
}

char32_t toUpper(char32_t rune) {
    if (rune < kAsciiEnd || unicodeTables() == nullptr) {
        return rune >= 'a' && rune <= 'z' ? rune - 'a' + 'A' : rune;
    }
    return static_cast<char32_t>(towupper_l(static_cast<wint_t>(rune), unicodeTables()));
}

char32_t toLower(char32_t rune) {
    if (rune < kAsciiEnd || unicodeTables() == nullptr) {
        return rune >= 'A' && rune <= 'Z' ? rune - 'A' + 'a' : rune;
    }
    return static_cast<char32_t>(towlower_l(static_cast<wint_t>(rune), unicodeTables()));
}

std::string toUpper(std::string_view text) {
    return mapRunes(text, [](char32_t rune) { return toUpper(rune); });
}

std::string toLower(std::string_view text) {
    return mapRunes(text, [](char32_t rune) { return toLower(rune); });
}

std::string toTitle(std::string_view text, bool keepRest) {
    std::string out;
    out.reserve(text.size());
    bool inWord = false;   // between the word's first character and its end
    bool hasTitle = false; // this word's first letter was raised
    while (!text.empty()) {
        const auto rune = decodeUtf8(text);
        text.remove_prefix(rune.size);
        const auto next = decodeUtf8(text);
        const auto isWord = [](char32_t c) { return isLetter(c) || isDigit(c) || c == '_'; };
        // Marks within a word do not end it (Unicode's word boundaries): can't, 3.5, a:b.
        const bool joinsLetters = rune.value == '\'' || rune.value == '.' || rune.value == ':' || rune.value == 0xb7 ||
                                  rune.value == 0x2018 || rune.value == 0x2019 || rune.value == 0x2024;
        if (isWord(rune.value)) {
            const bool raise = isLetter(rune.value) && !hasTitle;
            appendRune(out, raise ? toUpper(rune.value) : keepRest ? rune.value : toLower(rune.value));
            hasTitle = hasTitle || isLetter(rune.value);
            inWord = true;
            continue;
        }
        appendRune(out, rune.value);
        if (!(inWord && joinsLetters && hasTitle && isLetter(next.value))) {
            inWord = false;
            hasTitle = false;
        }
    }
    return out;
}

std::string_view trimSpace(std::string_view text) {
    while (!text.empty() && isSpace(decodeUtf8(text).value)) {
        text.remove_prefix(decodeUtf8(text).size);
    }
    while (!text.empty() && isSpace(decodeUtf8(text.substr(text.size() - lastRuneSize(text))).value)) {
        text.remove_suffix(lastRuneSize(text));
    }
    return text;
}

} // namespace hearth::templates
