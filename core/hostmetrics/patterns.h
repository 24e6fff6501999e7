// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "model/matcher.h"

namespace hearth::hostmetrics {

/// The configured expression, or the one that `fallback` (which must compile) states.
inline model::Regex patternOr(const std::optional<model::Regex>& configured, std::string_view fallback) {
    return configured ? *configured : model::Regex::create(fallback).value();
}

/// Whether an expression is set and matches.
inline bool matchesIfSet(const std::optional<model::Regex>& regex, std::string_view text) {
    return regex && regex->matches(text);
}

} // namespace hearth::hostmetrics
