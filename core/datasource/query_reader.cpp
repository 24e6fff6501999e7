// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/query_reader.h"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/number_format.h"
#include "datasource/json_document.h"

namespace hearth::datasource {
namespace {

using model::QueryAnswer;

/// Where in the answer the parser is: one element for each open bracket.
enum class Place : std::uint8_t {
    kRoot,           ///< {"status", "data", "warnings", "infos"}
    kTexts,          ///< ["warning", ...]
    kData,           ///< {"resultType", "result", "stats"}
    kStats,          ///< {"timings", "samples"}
    kFigures,        ///< {"name": number}
    kResult,         ///< [series, ...] or [time, "text"]
    kSeries,         ///< {"metric", "value" | "values" | "histogram" | "histograms"}
    kMetric,         ///< {"label": "value"}
    kPairs,          ///< [[time, "value"], ...]
    kPair,           ///< [time, "value"]
    kHistogramPairs, ///< [[time, {...}], ...]
    kHistogramPair,  ///< [time, {...}]
    kHistogram,      ///< {"count", "sum", "buckets"}
    kBuckets,        ///< [[rule, "lower", "upper", "count"], ...]
    kBucket,
    kSkipped, ///< Something that is not needed.
};

struct Figure {
    const char* name;
    double model::QueryStats::* seconds;
    std::int64_t model::QueryStats::* samples;
};

constexpr Figure kFigures[] = {
    {"evalTotalTime", &model::QueryStats::evalTotalSeconds, nullptr},
    {"resultSortTime", &model::QueryStats::resultSortSeconds, nullptr},
    {"queryPreparationTime", &model::QueryStats::queryPreparationSeconds, nullptr},
    {"innerEvalTime", &model::QueryStats::innerEvalSeconds, nullptr},
    {"execQueueTime", &model::QueryStats::execQueueSeconds, nullptr},
    {"execTotalTime", &model::QueryStats::execTotalSeconds, nullptr},
    {"totalQueryableSamples", nullptr, &model::QueryStats::totalQueryableSamples},
    {"samplesRead", nullptr, &model::QueryStats::samplesRead},
    {"peakSamples", nullptr, &model::QueryStats::peakSamples},
};

std::optional<model::TimestampMs> toMilliseconds(double seconds) {
    const double milliseconds = std::round(seconds * 1000);
    constexpr double kLimit = 9.2e18;
    if (!(milliseconds > -kLimit && milliseconds < kLimit)) {
        return std::nullopt;
    }
    return static_cast<model::TimestampMs>(milliseconds);
}

/// Receives the parser's events and builds the answer. Any method may end the parsing by returning reject().
class AnswerBuilder final : public nlohmann::json_sax<nlohmann::json> {
  public:
    Result<QueryAnswer> take();

    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(number_integer_t value) override { return number(static_cast<double>(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
    bool number_float(number_float_t value, const string_t& /*text*/) override { return number(value); }
    bool string(string_t& text) override;
    bool binary(binary_t& /*bytes*/) override { return false; }
    bool key(string_t& name) override;
    bool start_object(std::size_t /*size*/) override { return open(placeOfObject()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*size*/) override { return open(placeOfArray()); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error) override;

  private:
    bool number(double value);
    bool pairText(const std::string& text);
    bool open(Place place);
    bool close();
    Place placeOfObject() const;
    Place placeOfArray() const;
    Place placeOfSamples() const;
    bool bucketNumber(double value);
    bool histogramText(const std::string& text);
    bool finishBucket();
    bool finishHistogram();
    bool isAt(Place place) const { return !m_places.empty() && m_places.back() == place; }
    bool keyIs(std::string_view name) const { return m_key == name; }
    void finishSeries();
    bool reject(std::string problem);
    Result<model::QueryValue> takeValue();
    Result<model::Vector> takeVector();

    std::vector<Place> m_places;
    std::string m_key;
    std::string m_problem;

    QueryAnswer m_answer;
    std::string m_status;
    std::string m_resultType;
    model::Matrix m_matrix;
    std::vector<model::Labels::Pair> m_pairs;
    model::ShownHistogram m_histogram; ///< Under way, as the numbers of its bucket.
    std::vector<double> m_bucket;

    std::optional<model::TimestampMs> m_time; ///< Of the pair under way.
    std::optional<double> m_value;
    std::string m_text; ///< Of a string or scalar result.
};

Place AnswerBuilder::placeOfObject() const {
    if (m_places.empty()) {
        return Place::kRoot;
    }
    switch (m_places.back()) {
    case Place::kRoot:
        return keyIs("data") ? Place::kData : Place::kSkipped;
    case Place::kData:
        return keyIs("stats") ? Place::kStats : Place::kSkipped;
    case Place::kStats:
        return Place::kFigures;
    case Place::kResult:
        return Place::kSeries;
    case Place::kSeries:
        return keyIs("metric") ? Place::kMetric : Place::kSkipped;
    case Place::kHistogramPair:
        return Place::kHistogram;
    default:
        return Place::kSkipped;
    }
}

Place AnswerBuilder::placeOfArray() const {
    if (m_places.empty()) {
        return Place::kSkipped;
    }
    switch (m_places.back()) {
    case Place::kRoot:
        return keyIs("warnings") || keyIs("infos") ? Place::kTexts : Place::kSkipped;
    case Place::kData:
        return keyIs("result") ? Place::kResult : Place::kSkipped;
    case Place::kSeries:
        return placeOfSamples();
    case Place::kPairs:
        return Place::kPair;
    case Place::kHistogramPairs:
        return Place::kHistogramPair;
    case Place::kHistogram:
        return keyIs("buckets") ? Place::kBuckets : Place::kSkipped;
    case Place::kBuckets:
        return Place::kBucket;
    default:
        return Place::kSkipped;
    }
}

Place AnswerBuilder::placeOfSamples() const {
    if (keyIs("values") || keyIs("value")) {
        return keyIs("values") ? Place::kPairs : Place::kPair;
    }
    if (keyIs("histograms") || keyIs("histogram")) {
        return keyIs("histograms") ? Place::kHistogramPairs : Place::kHistogramPair;
    }
    return Place::kSkipped;
}

bool AnswerBuilder::open(Place place) {
    if (m_places.size() >= kMaxJsonDepth) {
        return reject("it is nested too deeply");
    }
    m_places.push_back(place);
    if (place == Place::kSeries) {
        m_matrix.emplace_back();
        m_pairs.clear();
    } else if (place == Place::kPair || place == Place::kHistogramPair) {
        m_time.reset();
        m_value.reset();
    } else if (place == Place::kHistogram) {
        m_histogram = {};
        m_value = 0; // there is one
    } else if (place == Place::kBucket) {
        m_bucket.clear();
    }
    return true;
}

bool AnswerBuilder::close() {
    const auto place = m_places.back();
    m_places.pop_back();
    if (place == Place::kSeries) {
        finishSeries();
    } else if (place == Place::kPair) {
        if (!m_time || !m_value) {
            return reject("a sample is not [time, \"value\"]");
        }
        m_matrix.back().samples.push_back({*m_time, *m_value});
    } else if (place == Place::kHistogramPair) {
        return finishHistogram();
    } else if (place == Place::kBucket) {
        return finishBucket();
    }
    return true;
}

bool AnswerBuilder::finishHistogram() {
    if (!m_time || !m_value) {
        return reject("a histogram is not [time, {...}]");
    }
    m_matrix.back().histograms.push_back(
        {*m_time, std::make_shared<const model::ShownHistogram>(std::move(m_histogram))});
    return true;
}

bool AnswerBuilder::finishBucket() {
    constexpr std::size_t kNumbers = 4;
    if (m_bucket.size() != kNumbers || !(m_bucket[0] >= 0 && m_bucket[0] < kNumbers)) {
        return reject("a bucket is not [rule, \"lower\", \"upper\", \"count\"]");
    }
    const auto rule = static_cast<int>(m_bucket[0]);
    m_histogram.buckets.push_back({.lower = m_bucket[1],
                                   .upper = m_bucket[2],
                                   .count = m_bucket[3],
                                   .lowerInclusive = rule == 1 || rule == 3,
                                   .upperInclusive = rule == 0 || rule == 3});
    return true;
}

bool AnswerBuilder::bucketNumber(double value) {
    m_bucket.push_back(value);
    return m_bucket.size() <= 4 || reject("a bucket has too many numbers");
}

bool AnswerBuilder::histogramText(const std::string& text) {
    const auto value = parseFloat(text);
    if (!value) {
        return reject(fmt::format("a histogram's number is none: \"{}\"", text.substr(0, 40)));
    }
    if (isAt(Place::kBucket)) {
        return bucketNumber(*value);
    }
    if (keyIs("count")) {
        m_histogram.count = *value;
    } else if (keyIs("sum")) {
        m_histogram.sum = *value;
    }
    return true;
}

void AnswerBuilder::finishSeries() {
    auto& series = m_matrix.back();
    series.labels = model::Labels::fromPairs(std::move(m_pairs));
}

bool AnswerBuilder::key(string_t& name) {
    m_key.swap(name);
    return true;
}

bool AnswerBuilder::number(double value) {
    if (isAt(Place::kBucket)) {
        return bucketNumber(value);
    }
    if (isAt(Place::kPair) || isAt(Place::kHistogramPair) || isAt(Place::kResult)) {
        if (!isAt(Place::kResult) && m_time) {
            return reject("a sample's value is not a string");
        }
        m_time = toMilliseconds(value);
        return m_time ? true : reject("a time is out of range");
    }
    if (isAt(Place::kFigures)) {
        for (const auto& figure : kFigures) {
            if (m_key == figure.name && figure.seconds != nullptr) {
                m_answer.stats.*figure.seconds = value;
            } else if (m_key == figure.name && std::fabs(value) < 9e18) {
                m_answer.stats.*figure.samples = static_cast<std::int64_t>(value);
            }
        }
    }
    return true;
}

bool AnswerBuilder::pairText(const std::string& text) {
    m_value = parseFloat(text);
    return m_value ? true : reject(fmt::format("a sample's value is not a number: \"{}\"", text.substr(0, 40)));
}

bool AnswerBuilder::string(string_t& text) {
    if (m_places.empty()) {
        return true;
    }
    switch (m_places.back()) {
    case Place::kPair:
        return pairText(text);
    case Place::kHistogram:
    case Place::kBucket:
        return histogramText(text);
    case Place::kMetric:
        m_pairs.emplace_back(m_key, std::move(text));
        break;
    case Place::kResult:
        m_text = std::move(text);
        break;
    case Place::kTexts:
        (keyIs("infos") ? m_answer.infos : m_answer.warnings).push_back(std::move(text));
        break;
    case Place::kRoot:
        m_status = keyIs("status") ? std::move(text) : m_status;
        break;
    case Place::kData:
        m_resultType = keyIs("resultType") ? std::move(text) : m_resultType;
        break;
    default:
        break;
    }
    return true;
}

bool AnswerBuilder::parse_error(std::size_t position, const std::string& /*token*/,
                                const nlohmann::detail::exception& /*error*/) {
    return reject(fmt::format("it is not JSON at byte {}", position));
}

bool AnswerBuilder::reject(std::string problem) {
    if (m_problem.empty()) {
        m_problem = std::move(problem);
    }
    return false;
}

Result<model::Vector> AnswerBuilder::takeVector() {
    model::Vector vector;
    vector.reserve(m_matrix.size());
    for (auto& series : m_matrix) {
        if (series.samples.size() + series.histograms.size() != 1) {
            return fail(ErrorCode::kCorruption, "malformed answer: an element of a vector has no single value");
        }
        if (series.samples.empty()) {
            auto& point = series.histograms.front();
            vector.push_back({std::move(series.labels), {point.time, 0}, std::move(point.histogram)});
        } else {
            vector.push_back({std::move(series.labels), series.samples.front(), {}});
        }
    }
    return vector;
}

Result<model::QueryValue> AnswerBuilder::takeValue() {
    if (m_resultType == "matrix") {
        return std::move(m_matrix);
    }
    if (m_resultType == "vector") {
        return HEARTH_TRY(takeVector());
    }
    if (m_resultType == "string" && m_time) {
        return model::StringValue{*m_time, std::move(m_text)};
    }
    const auto value = parseFloat(m_text);
    if (m_resultType == "scalar" && m_time && value) {
        return model::Scalar{{*m_time, *value}};
    }
    return fail(ErrorCode::kCorruption,
                fmt::format("malformed answer: no result of a known type (\"{}\")", m_resultType.substr(0, 40)));
}

Result<QueryAnswer> AnswerBuilder::take() {
    if (!m_problem.empty()) {
        return fail(ErrorCode::kCorruption, "malformed answer: " + m_problem);
    }
    if (m_status != "success") {
        return fail(ErrorCode::kCorruption, "malformed answer: it does not state success");
    }
    m_answer.value = HEARTH_TRY(takeValue());
    return std::move(m_answer);
}

} // namespace

Result<QueryAnswer> readQueryAnswer(std::string_view json) {
    AnswerBuilder builder;
    nlohmann::json::sax_parse(json.begin(), json.end(), &builder);
    return builder.take();
}

} // namespace hearth::datasource
