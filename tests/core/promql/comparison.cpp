// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "base/number_format.h"
#include "model/histogram_buckets.h"
#include "model/matcher.h"

namespace hearth::tests {

namespace {

using HistogramPtr = std::shared_ptr<const model::FloatHistogram>;

/// A float where `histogram` is null.
struct Point {
    double value = 0;
    HistogramPtr histogram;
};
using Points = std::map<model::TimestampMs, Point>;
using SeriesPoints = std::map<std::string, Points>;

std::string numberText(double value) {
    std::string text;
    appendFloatGeneral(text, value);
    return text;
}

std::string histogramText(const model::FloatHistogram& histogram) {
    return fmt::format("{{{{schema:{} hint:{} zero width:{}, {}}}}}", histogram.layout.schema,
                       static_cast<int>(histogram.hint), histogram.layout.zeroThreshold, model::toText(histogram));
}

bool sameCounts(const std::vector<double>& left, const std::vector<double>& right) {
    return std::ranges::equal(left, right, almostEqual);
}

/// As upstream's harness compares: an expected hint of "unknown" fits any.
bool sameHistogram(model::FloatHistogram expected, model::FloatHistogram actual) {
    model::compact(expected);
    model::compact(actual);
    const bool sameHint = expected.hint == model::CounterResetHint::kUnknown || expected.hint == actual.hint;
    return sameHint && expected.layout.schema == actual.layout.schema && almostEqual(expected.count, actual.count) &&
           almostEqual(expected.sum, actual.sum) && almostEqual(expected.zeroCount, actual.zeroCount) &&
           almostEqual(expected.layout.zeroThreshold, actual.layout.zeroThreshold) &&
           expected.layout.positiveSpans == actual.layout.positiveSpans &&
           expected.layout.negativeSpans == actual.layout.negativeSpans &&
           sameCounts(expected.positiveBuckets, actual.positiveBuckets) &&
           sameCounts(expected.negativeBuckets, actual.negativeBuckets) &&
           sameCounts(expected.layout.customBounds, actual.layout.customBounds);
}

bool samePoint(const Point& expected, const Point& actual) {
    if (expected.histogram && actual.histogram) {
        return sameHistogram(*expected.histogram, *actual.histogram);
    }
    return !expected.histogram && !actual.histogram && almostEqual(expected.value, actual.value);
}

std::string pointsText(const Points& points) {
    std::string text;
    for (const auto& [time, point] : points) {
        text +=
            fmt::format(" {}@{}", point.histogram ? histogramText(*point.histogram) : numberText(point.value), time);
    }
    return text;
}

bool samePoints(const Points& left, const Points& right) {
    return std::ranges::equal(
        left, right, [](const auto& a, const auto& b) { return a.first == b.first && samePoint(a.second, b.second); });
}

std::string compareSeries(const SeriesPoints& expected, const SeriesPoints& actual) {
    std::string difference;
    for (const auto& [labels, points] : expected) {
        const auto found = actual.find(labels);
        if (found == actual.end()) {
            difference += fmt::format("  missing {}{}\n", labels, pointsText(points));
        } else if (!samePoints(points, found->second)) {
            difference += fmt::format("  {}\n    expected{}\n    got     {}\n", labels, pointsText(points),
                                      pointsText(found->second));
        }
    }
    for (const auto& [labels, points] : actual) {
        if (!expected.contains(labels)) {
            difference += fmt::format("  unexpected {}{}\n", labels, pointsText(points));
        }
    }
    return difference;
}

/// The text of labels, which two equal sets share.
std::string keyOf(const model::Labels& labels) {
    return labels.toString();
}

HistogramPtr evaluated(const model::AnsweredHistogram& histogram) {
    return std::get<HistogramPtr>(histogram);
}

SeriesPoints actualSeries(const model::QueryValue& value) {
    SeriesPoints series;
    if (const auto* vector = std::get_if<model::Vector>(&value)) {
        for (const model::VectorSample& sample : *vector) {
            series[keyOf(sample.labels)][sample.sample.time] = {sample.sample.value, evaluated(sample.histogram)};
        }
    } else if (const auto* matrix = std::get_if<model::Matrix>(&value)) {
        for (const model::MatrixSeries& one : *matrix) {
            for (const model::Sample& sample : one.samples) {
                series[keyOf(one.labels)][sample.time] = {sample.value, nullptr};
            }
            for (const model::HistogramPoint& point : one.histograms) {
                series[keyOf(one.labels)][point.time] = {0, evaluated(point.histogram)};
            }
        }
    } else if (const auto* scalar = std::get_if<model::Scalar>(&value)) {
        series["scalar"][scalar->sample.time] = {scalar->sample.value, nullptr};
    }
    return series;
}

SeriesPoints expectedSeries(const EvalCommand& eval) {
    SeriesPoints series;
    const Moments when = eval.rangeVector.value_or(eval.when);
    for (const promql::NotatedSeries& one : eval.series) {
        for (std::size_t i = 0; i < one.points.size(); ++i) {
            if (one.points[i].kind != promql::NotatedPoint::Kind::kGap) {
                const model::TimestampMs time = when.range.begin + static_cast<std::int64_t>(i) * when.step;
                series[keyOf(one.labels)][time] = {one.points[i].value, one.points[i].histogram};
            }
        }
    }
    if (eval.scalar) {
        const model::TimestampMs last = eval.when.range.end;
        for (model::TimestampMs time = eval.when.range.begin; time <= last;
             time += std::max<std::int64_t>(1, when.step)) {
            series[eval.isRange() ? keyOf({}) : "scalar"][time] = {*eval.scalar, nullptr};
        }
    }
    return series;
}

std::string compareOrder(const EvalCommand& eval, const model::Vector& vector) {
    for (std::size_t i = 0; i < std::min(vector.size(), eval.series.size()); ++i) {
        if (vector[i].labels != eval.series[i].labels) {
            return fmt::format("  position {}: expected {}, got {}\n", i, eval.series[i].labels.toString(),
                               vector[i].labels.toString());
        }
    }
    return {};
}

bool matches(const Expectation& expectation, const std::string& text) {
    switch (expectation.match) {
    case Expectation::Match::kAnything:
        return true;
    case Expectation::Match::kText:
        return text == expectation.text;
    case Expectation::Match::kRegex: {
        const auto regex = model::Regex::create(".*(?:" + expectation.text + ").*");
        return regex && regex->matches(text);
    }
    }
    return false;
}

std::string compareNotes(const EvalCommand& eval, Expectation::Kind expected, Expectation::Kind forbidden,
                         const std::vector<std::string>& notes) {
    std::string difference;
    if (eval.expects(forbidden) && !notes.empty()) {
        difference += fmt::format("  unexpected: {}\n", notes.front());
    }
    if (!eval.expects(expected)) {
        return difference;
    }
    const auto isExpected = [&](const std::string& note) {
        return std::ranges::any_of(eval.expectations,
                                   [&](const Expectation& one) { return one.kind == expected && matches(one, note); });
    };
    for (const std::string& note : notes) {
        difference += isExpected(note) ? "" : fmt::format("  not expected: {}\n", note);
    }
    for (const Expectation& one : eval.expectations) {
        const auto isThis = [&](const std::string& note) { return matches(one, note); };
        if (one.kind == expected && std::ranges::none_of(notes, isThis)) {
            difference += fmt::format("  did not say: {}\n", one.text);
        }
    }
    return difference;
}

} // namespace

bool almostEqual(double left, double right) {
    constexpr double kEpsilon = 1e-6;
    if (model::isStale(left) || model::isStale(right)) {
        return model::isStale(left) && model::isStale(right);
    }
    if (std::isnan(left) && std::isnan(right)) {
        return true;
    }
    if (left == right) {
        return true;
    }
    const double sum = std::fabs(left) + std::fabs(right);
    const double difference = std::fabs(left - right);
    if (left == 0 || right == 0 || sum < std::numeric_limits<double>::min()) {
        return difference < kEpsilon * std::numeric_limits<double>::min();
    }
    return difference / std::min(sum, std::numeric_limits<double>::max()) < kEpsilon;
}

std::string compareValue(const EvalCommand& eval, const model::QueryValue& value) {
    if (eval.text) {
        const auto* text = std::get_if<model::StringValue>(&value);
        return text != nullptr && text->text == *eval.text ? "" : "  another string\n";
    }
    std::string difference = compareSeries(expectedSeries(eval), actualSeries(value));
    if (const auto* vector = std::get_if<model::Vector>(&value); vector != nullptr && eval.ordered) {
        difference += compareOrder(eval, *vector);
    }
    return difference;
}

std::string compareVectors(const model::QueryValue& expected, const model::QueryValue& actual,
                           model::TimestampMs time) {
    const auto cut = [time](const model::QueryValue& value) {
        SeriesPoints at;
        const bool isMatrix = std::holds_alternative<model::Matrix>(value);
        for (const auto& [labels, points] : actualSeries(value)) {
            for (const auto& [when, number] : points) {
                if (!isMatrix || when == time) {
                    at[labels == "scalar" ? keyOf({}) : labels][0] = number;
                }
            }
        }
        return at;
    };
    return compareSeries(cut(expected), cut(actual));
}

std::string compareAnnotations(const EvalCommand& eval, const model::QueryAnswer& answer) {
    using Kind = Expectation::Kind;
    return compareNotes(eval, Kind::kWarning, Kind::kNoWarning, answer.warnings) +
           compareNotes(eval, Kind::kInfo, Kind::kNoInfo, answer.infos);
}

std::string compareFailure(const EvalCommand& eval, const std::string& message) {
    if (!eval.expects(Expectation::Kind::kFail)) {
        return fmt::format("  failed: {}\n", message);
    }
    for (const Expectation& one : eval.expectations) {
        if (one.kind == Expectation::Kind::kFail && !matches(one, message)) {
            return fmt::format("  failed with\n    {}\n  instead of\n    {}\n", message, one.text);
        }
    }
    return {};
}

} // namespace hearth::tests
