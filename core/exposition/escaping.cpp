// SPDX-License-Identifier: GPL-3.0-or-later
#include "exposition/escaping.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

#include "base/utf8.h"
#include "exposition/scan.h"
#include "model/labels.h"

namespace hearth::exposition {
namespace {

constexpr std::array<std::pair<EscapingScheme, std::string_view>, 4> kSchemes = {{
    {EscapingScheme::kAllowUtf8, "allow-utf-8"},
    {EscapingScheme::kUnderscores, "underscores"},
    {EscapingScheme::kDots, "dots"},
    {EscapingScheme::kValues, "values"},
}};

constexpr std::string_view kValuesPrefix = "U__";
constexpr std::size_t kMaxHexDigits = 6;
constexpr char32_t kMaxCodePoint = 0x10ffff;

bool isLegacy(Rune rune, bool isFirst) {
    return rune.value < 0x80 &&
           scan::isIn(static_cast<char>(rune.value), isFirst ? scan::kMetricStart : scan::kMetricRest);
}

void appendEscaped(std::string& out, Rune rune, EscapingScheme scheme) {
    if (scheme == EscapingScheme::kUnderscores) {
        out += '_';
    } else if (scheme == EscapingScheme::kDots) {
        out += rune.value == U'.' ? "_dot_" : "__";
    } else if (rune.isBroken()) {
        out += "_FFFD_";
    } else {
        char hex[8];
        const auto end = std::to_chars(hex, hex + sizeof(hex), static_cast<std::uint32_t>(rune.value), 16).ptr;
        out += '_';
        out.append(hex, end);
        out += '_';
    }
}

/// Reads `hex_` at the start of `text`; removes it.
std::optional<char32_t> takeCodePoint(std::string_view& text) {
    const auto size = text.find('_');
    if (size == 0 || size == std::string_view::npos || size > kMaxHexDigits) {
        return std::nullopt;
    }
    std::uint32_t point = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + size, point, 16);
    const bool isSurrogate = point >= 0xd800 && point <= 0xdfff;
    if (error != std::errc() || stop != text.data() + size || point > kMaxCodePoint || isSurrogate) {
        return std::nullopt;
    }
    text.remove_prefix(size + 1);
    return point;
}

/// Nothing where the text was not made by escapeName().
std::optional<std::string> unescapeValues(std::string_view text) {
    if (!text.starts_with(kValuesPrefix)) {
        return std::nullopt;
    }
    text.remove_prefix(kValuesPrefix.size());
    std::string out;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c != '_') {
            out += c;
        } else if (text.starts_with('_')) {
            out += '_';
            text.remove_prefix(1);
        } else if (const auto point = takeCodePoint(text)) {
            appendUtf8(out, *point);
        } else {
            return std::nullopt;
        }
    }
    return out;
}

std::string unescapeDots(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const bool isDot = text.starts_with("_dot_");
        const bool isUnderscore = text.starts_with("__");
        out += isDot ? '.' : isUnderscore ? '_' : text.front();
        text.remove_prefix(isDot ? 5 : isUnderscore ? 2 : 1);
    }
    return out;
}

} // namespace

std::string_view escapingSchemeText(EscapingScheme scheme) {
    return kSchemes[static_cast<std::size_t>(scheme)].second;
}

std::optional<EscapingScheme> parseEscapingScheme(std::string_view text) {
    for (const auto& [scheme, name] : kSchemes) {
        if (name == text) {
            return scheme;
        }
    }
    return std::nullopt;
}

std::string escapeName(std::string_view name, EscapingScheme scheme) {
    const bool everyName = scheme == EscapingScheme::kDots; // its underscores are doubled even where all is legacy
    if (scheme == EscapingScheme::kAllowUtf8 || name.empty() || (!everyName && model::isLegacyMetricName(name))) {
        return std::string(name);
    }
    std::string out(scheme == EscapingScheme::kValues ? kValuesPrefix : std::string_view());
    for (bool isFirst = true; !name.empty(); isFirst = false) {
        const auto rune = decodeUtf8(name);
        name.remove_prefix(rune.size);
        if (rune.value == U'_' && scheme != EscapingScheme::kUnderscores) {
            out += "__";
        } else if (isLegacy(rune, isFirst)) {
            out += static_cast<char>(rune.value);
        } else {
            appendEscaped(out, rune, scheme);
        }
    }
    return out;
}

std::string unescapeName(std::string_view name, EscapingScheme scheme) {
    if (scheme == EscapingScheme::kValues) {
        return unescapeValues(name).value_or(std::string(name));
    }
    return scheme == EscapingScheme::kDots ? unescapeDots(name) : std::string(name);
}

} // namespace hearth::exposition
