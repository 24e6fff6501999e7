// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/rule_template.h"

namespace hearth::templates {

/// An element of a query's result as templates see it: `.Labels` and `.Value`.
struct SampleObject final : Object {
    explicit SampleObject(QuerySample sample);
    Value labels;
    Value value;
};

extern const Type kSampleType;      ///< *template.sample
extern const Type kQueryResultType; ///< template.queryResult
extern const Type kHistogramType;   ///< *histogram.FloatHistogram

Value sampleValue(const SampleValue& value);
Value queryResultValue(std::vector<QuerySample> samples);

} // namespace hearth::templates
