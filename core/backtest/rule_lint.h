// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "datasource/rule_editing.h"
#include "promql/syntax/parser.h"

namespace hearth::backtest {

/// What is wrong with a rule, or most likely not meant: only what is certain from the text alone. By field, then by
/// place. Pure; some microseconds. Threads: thread-safe.
std::vector<datasource::RuleFinding> lintRule(const datasource::RuleDraft& rule, const promql::ParseOptions& parse);

} // namespace hearth::backtest
