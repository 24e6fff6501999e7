// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/json_writer.h"
#include "model/labels.h"
#include "model/query_value.h"

/// Writers of query results, straight into the response's buffer. Cost: linear in the number of samples, without an
/// allocation a sample.
/// Threads: thread-safe.
namespace hearth::api {

/// `{"name":"value",...}`
void appendLabels(std::string& out, const model::Labels& labels);
/// `matrix`, `vector`, `scalar`, `string`
std::string_view resultTypeText(const model::QueryValue& value);
/// The value of `result`.
void appendResult(std::string& out, const model::QueryValue& value);
/// The value of `stats`.
void writeStats(JsonWriter& json, const model::QueryStats& stats);

} // namespace hearth::api
