// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "promql/syntax/value_type.h"

namespace hearth::promql {

/// What may stand at a place in an expression, finished or not. Several kinds may stand in one place.
struct CompletionContext {
    /// What a choice replaces: the word at the place, or what is inside the quotes there. Empty where none is begun.
    SourceRange replace;
    /// The part of it before the place: what people have typed so far.
    std::string prefix;

    bool metrics = false;     ///< Names of metrics.
    bool functions = false;   ///< Functions and aggregation operators.
    bool labelNames = false;  ///< Of the metrics listed below, or of all where none is.
    bool labelValues = false; ///< Of `label`.
    bool durations = false;   ///< `5m` and its like.
    /// Words and operators of the language: `by`, `and`, `=~`, `step()`, ...
    std::vector<std::string_view> words;

    /// The metrics that labels belong to, as far as they can be told; each once.
    std::vector<std::string> metricNames;
    std::string label;   ///< Of labelValues.
    bool quoted = false; ///< The place is inside quotes already.
    /// The type that an argument has to have there; kNone where any may stand.
    ValueType wanted = ValueType::kNone;

    bool empty() const { return !metrics && !functions && !labelNames && !labelValues && !durations && words.empty(); }
};

/// The context at byte `offset` of `text`. Inside comments and behind numbers nothing may stand.
/// Threads: thread-safe (a pure function).
CompletionContext completionAt(std::string_view text, std::size_t offset);

/// One sentence on a word or operator that completionAt() offers; empty for others.
std::string_view wordDocumentation(std::string_view word);

} // namespace hearth::promql
