// SPDX-License-Identifier: GPL-3.0-or-later
#include "exposition/media_type.h"

#include <algorithm>

#include "base/text.h"

namespace hearth::exposition {
namespace {

/// A header with more parameters than this is not one that a target needs.
constexpr std::size_t kMaxParameters = 32;

bool isToken(std::string_view text) {
    constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kOthers.contains(c);
    });
}

bool isTypeName(std::string_view text) {
    const auto slash = text.find('/');
    return slash == std::string_view::npos ? isToken(text)
                                           : isToken(text.substr(0, slash)) && isToken(text.substr(slash + 1));
}

/// The value without its quotes; nothing where it is neither a token nor a quoted string.
std::optional<std::string> valueOf(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
        return std::string(text.substr(1, text.size() - 2));
    }
    return isToken(text) ? std::optional(std::string(text)) : std::nullopt;
}

} // namespace

std::string_view MediaType::parameter(std::string_view wanted) const {
    const auto found =
        std::ranges::find(parameters, wanted, [](const auto& pair) { return std::string_view(pair.first); });
    return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<MediaType> parseMediaType(std::string_view text) {
    const auto parts = split(text, ';');
    if (parts.empty() || parts.size() > kMaxParameters || !isTypeName(trim(parts[0]))) {
        return std::nullopt;
    }
    MediaType type{toLowerAscii(trim(parts[0])), {}};
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto part = trim(parts[i]);
        if (part.empty() && i + 1 == parts.size()) {
            break; // a semicolon at the end is harmless
        }
        const auto equal = part.find('=');
        const auto name = trim(part.substr(0, equal));
        const auto value = equal == std::string_view::npos ? std::nullopt : valueOf(trim(part.substr(equal + 1)));
        if (!isToken(name) || !value) {
            return std::nullopt;
        }
        type.parameters.emplace_back(toLowerAscii(name), *value);
    }
    return type;
}

} // namespace hearth::exposition
