// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "promql/numeric/histogram_math.h"
#include "promql/query_context.h"

/// What users are told where histograms meet what does not fit them, in Prometheus's words.
namespace hearth::promql {

std::string mixedRangeText(std::string_view metricName);
std::string mixedSchemasText(std::string_view metricName);
/// `what`, and the name where there is one.
std::string withMetricName(std::string what, std::string_view metricName);

/// `operation`: addition, subtraction, aggregation.
void tellNotes(const CombineNotes& notes, std::string_view operation, QueryContext& context, SourceRange where);

} // namespace hearth::promql
