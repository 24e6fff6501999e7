// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "model/labels.h"
#include "model/sample.h"

namespace hearth::model {

/// One element of an instant vector.
struct VectorSample {
    Labels labels;
    Sample sample;
};

/// One series of a range result: samples in time order.
struct MatrixSeries {
    Labels labels;
    std::vector<Sample> samples;
};

using Vector = std::vector<VectorSample>;
using Matrix = std::vector<MatrixSeries>;

struct Scalar {
    Sample sample;
};

struct StringValue {
    TimestampMs time = 0;
    std::string text;
};

/// What a query answers.
using QueryValue = std::variant<Vector, Matrix, Scalar, StringValue>;

/// What the evaluation cost. Times in seconds; samples counted as Prometheus does.
struct QueryStats {
    double evalTotalSeconds = 0;
    double resultSortSeconds = 0;
    double queryPreparationSeconds = 0;
    double innerEvalSeconds = 0;
    double execQueueSeconds = 0;
    double execTotalSeconds = 0;
    std::int64_t totalQueryableSamples = 0;
    std::int64_t samplesRead = 0;
    std::int64_t peakSamples = 0;
};

/// An answer with what travels beside it: warnings and infos are complete sentences, at most ten each.
struct QueryAnswer {
    QueryValue value;
    std::vector<std::string> warnings;
    std::vector<std::string> infos;
    QueryStats stats;
};

} // namespace hearth::model
