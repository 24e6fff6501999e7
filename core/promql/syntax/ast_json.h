// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/json_writer.h"
#include "promql/syntax/ast.h"

namespace hearth::promql {

/// Writes the tree as /api/v1/parse_query answers it (the value of `data`).
void writeTreeJson(JsonWriter& json, const Expr& expr);
/// The same as text.
std::string treeJson(const Expr& expr);

} // namespace hearth::promql
