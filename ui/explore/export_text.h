// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "explore/result_table.h"
#include "graph/graph_data.h"

namespace hearth::ui {

/// What is shown, as files for other programs: CSV (RFC 4180, cells that a spreadsheet would run as formulas are
/// guarded by an apostrophe) and JSON (the `data` of the HTTP API). Numbers have all digits.
/// Threads: thread-safe (pure functions).
std::string tableCsv(const ResultTable& table, const RowOrder& order);
std::string tableJson(const ResultTable& table, const RowOrder& order);
/// One column of times (RFC 3339) and one for each series.
std::string graphCsv(const GraphData& data);
std::string graphJson(const GraphData& data);

} // namespace hearth::ui
