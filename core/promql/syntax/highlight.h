// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace hearth::promql {

/// What a piece of text is to the eye.
enum class HighlightKind : std::uint8_t {
    kMetric,
    kFunction,
    kAggregation,
    kKeyword,
    kLabelName,
    kString,
    kNumber,
    kDuration,
    kOperator,
    kBracket,
    kPunctuation,
    kComment,
    kError, ///< What the lexer does not know.
};

struct Highlight {
    HighlightKind kind = HighlightKind::kError;
    SourceRange range;

    bool operator==(const Highlight&) const = default;
};

/// The pieces of `text` in order, without the blanks between them. Any text will do, finished or not.
/// Threads: thread-safe (a pure function).
std::vector<Highlight> highlight(std::string_view text);

/// The bracket that belongs to the one which touches `offset` (the one before it wins): both as ranges of one byte.
/// Empty where there is none or it has no partner.
std::vector<SourceRange> matchingBrackets(std::string_view text, std::size_t offset);

} // namespace hearth::promql
