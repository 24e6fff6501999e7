// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "model/labels.h"
#include "model/query_value.h"

namespace hearth::app::tool {

/// One element of an instant vector, expected or found.
struct ComparedSample {
    model::Labels labels;
    double value = 0;      ///< 0 for histograms.
    std::string histogram; ///< In the notation of tests; empty for a float.
};

ComparedSample comparedSample(const model::VectorSample& sample);

/// `{{schema:1 count:4 sum:5.6 buckets:[4]}}`, the form in which histograms are compared. Prometheus:
/// FloatHistogram.TestExpression.
std::string histogramText(const model::FloatHistogram& histogram);

/// Whether both say the same; sorts them. `fuzzy`: neighbouring floats are equal. A NaN equals nothing.
bool sameSamples(std::vector<ComparedSample>& a, std::vector<ComparedSample>& b, bool fuzzy);

/// `{a="1"} 1E+00, {a="2"} 2E+00`, or `nil`.
std::string samplesText(const std::vector<ComparedSample>& samples);

} // namespace hearth::app::tool
