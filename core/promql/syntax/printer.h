// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "promql/syntax/ast.h"

namespace hearth::promql {

/// The expression on one line in Prometheus's canonical form; parses to an equal tree.
std::string toString(const Expr& expr);
std::string toString(const DurationExpr& expr);

/// Longest line that prettyPrint() leaves whole.
inline constexpr std::size_t kPrettyLineLength = 100;

/// The expression on as many lines as it needs, indented by two spaces a level (Prometheus: /api/v1/format_query).
std::string prettyPrint(const Expr& expr);

} // namespace hearth::promql
