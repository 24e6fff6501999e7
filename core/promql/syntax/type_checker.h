// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "promql/syntax/ast.h"

namespace hearth::promql {

/// Checks the types of a tree that parsed without errors, and settles how the operands of binary operators match (set
/// operators are many-to-many, nothing matches where a side is no vector). Appends all errors to `errors`; `text` is
/// what the tree was read from. Internal to this folder. Threads: thread-compatible.
void checkTypes(Expr& expr, std::string_view text, std::vector<Error>& errors);

} // namespace hearth::promql
