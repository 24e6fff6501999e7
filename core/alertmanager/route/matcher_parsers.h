// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "model/matcher.h"

/// The two syntaxes of matchers; inner header of route. The text must be UTF-8. Threads: thread-safe.
namespace hearth::alertmanager {

/// Alertmanager: labels.ParseMatcher().
Result<model::Matcher> parseClassicMatcher(std::string_view text);
/// Alertmanager: labels.ParseMatchers(): braces are cut off one by one, commas in quotes do not separate.
Result<model::Matchers> parseClassicMatchers(std::string_view text);
/// Alertmanager: parse.Matchers().
Result<model::Matchers> parseUtf8Matchers(std::string_view text);

} // namespace hearth::alertmanager
