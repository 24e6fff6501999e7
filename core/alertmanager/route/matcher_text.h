// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/matcher.h"

/// Matchers as Alertmanager writes them: `team="x"`, `{a=b, "c d"=~"e.*"}`. All functions are pure.
/// Errors are kInvalidArgument in Alertmanager's words, with the range in the text where it is known.
/// Threads: thread-safe.
namespace hearth::alertmanager {

/// What a matcher may look like.
enum class MatcherSyntax : std::uint8_t {
    kFallback, ///< The default: UTF-8, and where the classic syntax reads it otherwise or alone, as that reads it.
    kUtf8,     ///< Name and value: a word without blanks and reserved characters, or a Go string in double quotes.
    kClassic,  ///< Names of letters, digits, `_` and `:`; the value is the rest of the text, with or without quotes.
};

/// What `--enable-feature` says: `classic-mode`, `utf8-strict-mode`, or neither; other features are passed over.
Result<MatcherSyntax> matcherSyntaxOf(std::span<const std::string> features);
/// Whether a label may be named so.
bool isLabelName(std::string_view name, MatcherSyntax syntax);

struct ParsedMatchers {
    model::Matchers matchers;
    std::string warning; ///< Empty, or what is odd about the text though it was understood.
};
/// A list with or without braces, as in a configuration; may be empty.
Result<ParsedMatchers> parseMatchers(std::string_view text, MatcherSyntax syntax);
/// Exactly one, without braces but in the classic syntax, as in a `filter` of the API.
Result<ParsedMatchers> parseMatcher(std::string_view text, MatcherSyntax syntax);

/// `a="b"`; the name in quotes where it has reserved characters. In group keys, so it never changes.
std::string matcherText(const model::Matcher& matcher);
/// `{a="b",c=~"d"}`
std::string matchersText(std::span<const model::Matcher> matchers);
/// By name, value and type: the order of matchers in group keys.
void sortMatchers(model::Matchers& matchers);

/// The text of a Go string literal in double quotes; what the literal means must be UTF-8 too.
Result<std::string> unquoteGo(std::string_view literal);

} // namespace hearth::alertmanager
