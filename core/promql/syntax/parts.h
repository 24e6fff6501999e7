// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "promql/syntax/ast.h"

/// Pieces of expressions in text form that more than one printer needs. Internal to this folder.
namespace hearth::promql {

/// `[5m:1m] @ start() offset 1h`
std::string subquerySuffix(const Subquery& node);
/// `== bool on (a) group_left (b)`
std::string operatorText(const Binary& node);
/// `+`, `step`, ...; empty for a literal.
std::string_view durationOpText(DurationOp op);
/// `sum by (a) `, with the space.
std::string aggregationHead(const Aggregation& node);

} // namespace hearth::promql
