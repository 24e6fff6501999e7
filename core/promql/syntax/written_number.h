// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "promql/syntax/ast.h"

namespace hearth::promql {

/// The number that an expression is as it is written, signs and parentheses included; nothing for all else.
/// Threads: thread-safe.
std::optional<double> numberOf(const Expr& expr);

} // namespace hearth::promql
