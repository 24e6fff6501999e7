// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/scalar_text.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace hearth::yaml {
namespace {

/// What readers take for something else than a string, in any case of letters.
constexpr std::array<std::string_view, 12> kWords = {"true", "false", "yes", "no",  "on",   "off",
                                                     "y",    "n",     "nan", "inf", "null", "infinity"};

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Line breaks and marks outside of ASCII that readers treat in ways of their own.
bool hasStrangeBytes(std::string_view text) {
    constexpr std::array<std::string_view, 4> kStrange = {"\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf"};
    return std::ranges::any_of(kStrange, [&](std::string_view bytes) { return text.contains(bytes); });
}

bool isWord(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return std::ranges::find(kWords, lower) != kWords.end();
}

/// First characters that can begin neither a number nor anything that is no string.
bool isSafeStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '(' || c == '/' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool isPlain(std::string_view text) {
    return !text.empty() && isSafeStart(text.front()) && text.back() != ' ' && text.back() != ':' &&
           !text.contains(": ") && !text.contains(" #") && std::ranges::none_of(text, isControl) &&
           !hasStrangeBytes(text) && !isWord(text);
}

void appendEscaped(std::string& out, char c) {
    switch (c) {
    case '"':
    case '\\':
        out += '\\';
        out += c;
        break;
    case '\n':
        out += "\\n";
        break;
    case '\t':
        out += "\\t";
        break;
    case '\r':
        out += "\\r";
        break;
    default:
        isControl(c) ? fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(c))
                     : std::back_insert_iterator(out) = c;
    }
}

/// What replaces bytes that cannot stand even in quotes.
void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

std::string doubleQuoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        appendEscaped(out, c);
    }
    replaceAll(out, "\xc2\x85", "\\u0085");
    replaceAll(out, "\xe2\x80\xa8", "\\u2028");
    replaceAll(out, "\xe2\x80\xa9", "\\u2029");
    replaceAll(out, "\xef\xbb\xbf", "\\ufeff");
    return out + '"';
}

bool isBlock(std::string_view text) {
    const auto isOther = [](char c) { return isControl(c) && c != '\n' && c != '\t'; };
    return text.contains('\n') && text.front() != ' ' && text.front() != '\n' && text.front() != '\t' &&
           !text.ends_with("\n\n") && std::ranges::none_of(text, isOther) && !hasStrangeBytes(text);
}

} // namespace

std::string quotedText(std::string_view text) {
    if (std::ranges::any_of(text, isControl) || hasStrangeBytes(text)) {
        return doubleQuoted(text);
    }
    std::string out(text);
    replaceAll(out, "'", "''");
    return fmt::format("'{}'", out);
}

std::string scalarText(std::string_view text) {
    return isPlain(text) ? std::string(text) : quotedText(text);
}

std::string blockText(std::string_view text, std::size_t indent) {
    if (!isBlock(text)) {
        return scalarText(text);
    }
    std::string out = text.ends_with('\n') ? "|" : "|-";
    if (text.ends_with('\n')) {
        text.remove_suffix(1);
    }
    while (true) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        out += '\n';
        if (!line.empty()) {
            out.append(indent, ' ');
            out += line;
        }
        if (end == std::string_view::npos) {
            return out;
        }
        text.remove_prefix(end + 1);
    }
}

} // namespace hearth::yaml
