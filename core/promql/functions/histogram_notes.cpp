// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/functions/histogram_notes.h"

#include <fmt/format.h>

#include "base/text.h"

namespace hearth::promql {

std::string mixedRangeText(std::string_view metricName) {
    return "encountered a mix of histograms and floats for metric name " + quoteGo(metricName);
}

std::string mixedSchemasText(std::string_view metricName) {
    return "vector contains a mix of histograms with exponential and custom buckets schemas for metric name " +
           quoteGo(metricName);
}

std::string withMetricName(std::string what, std::string_view metricName) {
    return metricName.empty() ? what : std::move(what) + " for metric name " + quoteGo(metricName);
}

void tellNotes(const CombineNotes& notes, std::string_view operation, QueryContext& context, SourceRange where) {
    if (notes.resetsCollide) {
        context.annotations.warning(fmt::format("conflicting counter resets during histogram {}", operation), where);
    }
    if (notes.boundsReconciled) {
        context.annotations.info(fmt::format("mismatched custom buckets were reconciled during {}", operation), where);
    }
}

} // namespace hearth::promql
