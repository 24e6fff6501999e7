// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/labels.h"
#include "model/matcher.h"
#include "promql/syntax/ast.h"

/// Reads PromQL text. Pure functions: no I/O, no state, no locale. Threads: thread-safe.
/// Messages are Prometheus's own, word by word, so that people and tools find what they know.
namespace hearth::promql {

/// Longest text that is read.
inline constexpr std::size_t kMaxQueryBytes = 1U << 20U;
/// Deepest tree (and deepest nesting of parentheses) that is built; keeps every recursion over a tree bounded.
inline constexpr std::size_t kMaxTreeDepth = 1000;
/// After this many errors the parser gives up.
inline constexpr std::size_t kMaxErrors = 20;

/// Parts of the language that a server has to switch on. Prometheus: --enable-feature.
struct ParseOptions {
    bool experimentalFunctions = false;  ///< promql-experimental-functions
    bool extendedRangeSelectors = false; ///< promql-extended-range-selectors: anchored, smoothed
    bool fillModifiers = false;          ///< promql-binop-fill-modifiers

    static ParseOptions all() { return {true, true, true}; }
    bool operator==(const ParseOptions&) const = default;
};

/// Parses and checks types. The error is the first one, kInvalidArgument, with its range and the complete message:
/// `1:5: parse error: unexpected end of input`.
Result<Expr> parse(std::string_view text, const ParseOptions& options = {});

/// All that is wrong with `text`, in the order of discovery; empty for a good expression. Messages are bare
/// (`unexpected end of input`) and each has its range: for editors.
std::vector<Error> check(std::string_view text, const ParseOptions& options = {});

/// The complete message for one of check()'s errors.
std::string formatParseError(std::string_view text, const Error& error);

/// `name{a="b", c=~"d"}`, the form of `match[]` parameters. Errors as parse().
Result<model::Matchers> parseMetricSelector(std::string_view text);

/// `name{a="b"}` with equality only: the labels of one series. Errors as parse().
Result<model::Labels> parseMetric(std::string_view text);

} // namespace hearth::promql
