// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "model/histogram_buckets.h"
#include "model/labels.h"
#include "model/sample.h"

namespace hearth::model {

/// A native histogram in an answer: as it was evaluated here, or as another server showed it. Null: none.
using AnsweredHistogram = std::variant<std::shared_ptr<const FloatHistogram>, std::shared_ptr<const ShownHistogram>>;

inline bool isNull(const AnsweredHistogram& histogram) {
    return std::visit([](const auto& pointer) { return pointer == nullptr; }, histogram);
}
/// Of one that is not null.
inline ShownHistogram shown(const AnsweredHistogram& histogram) {
    if (const auto* const evaluated = std::get_if<std::shared_ptr<const FloatHistogram>>(&histogram)) {
        return shown(**evaluated);
    }
    return *std::get<std::shared_ptr<const ShownHistogram>>(histogram);
}

struct HistogramPoint {
    TimestampMs time = 0;
    AnsweredHistogram histogram;
};

/// One element of an instant vector.
struct VectorSample {
    Labels labels;
    Sample sample;               ///< Of a histogram only the time counts.
    AnsweredHistogram histogram; ///< Null for a float.

    bool isHistogram() const { return !isNull(histogram); }
};

/// One series of a range result: floats and histograms, each in time order; no time is in both.
struct MatrixSeries {
    Labels labels;
    std::vector<Sample> samples;
    std::vector<HistogramPoint> histograms;
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
