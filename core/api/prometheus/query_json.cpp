// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/query_json.h"

#include "base/number_format.h"

namespace hearth::api {
namespace {

/// Room for a sample such as `[1435781430.781,"0.123456"],`, so that long results seldom move.
constexpr std::size_t kBytesPerSample = 32;
constexpr std::size_t kBytesPerSeries = 200;

void appendSample(std::string& out, const model::Sample& sample) {
    out += '[';
    appendSeconds(out, sample.time);
    out += ",\"";
    appendFloatApi(out, sample.value);
    out += "\"]";
}

/// Which bounds of a bucket belong to it, as clients are told.
constexpr int kOpenLeft = 0;
constexpr int kOpenRight = 1;
constexpr int kOpenBoth = 2;
constexpr int kClosedBoth = 3;

int boundaryRule(const model::HistogramBucket& bucket) {
    if (bucket.lowerInclusive) {
        return bucket.upperInclusive ? kClosedBoth : kOpenRight;
    }
    return bucket.upperInclusive ? kOpenLeft : kOpenBoth;
}

void appendQuoted(std::string& out, double value) {
    out += '"';
    appendFloatApi(out, value);
    out += '"';
}

void appendBucket(std::string& out, const model::HistogramBucket& bucket) {
    out += '[';
    out += static_cast<char>('0' + boundaryRule(bucket));
    for (const double number : {bucket.lower, bucket.upper, bucket.count}) {
        out += ',';
        appendQuoted(out, number);
    }
    out += ']';
}

/// `[a,b,c]` of what `append` writes for each item.
template <class List, class Append>
void appendList(std::string& out, const List& list, Append append) {
    out += '[';
    bool first = true;
    for (const auto& item : list) {
        if (!first) {
            out += ',';
        }
        first = false;
        append(item);
    }
    out += ']';
}

void appendHistogram(std::string& out, model::TimestampMs time, const model::AnsweredHistogram& histogram) {
    const auto view = model::shown(histogram);
    out += '[';
    appendSeconds(out, time);
    out += ",{\"count\":";
    appendQuoted(out, view.count);
    out += ",\"sum\":";
    appendQuoted(out, view.sum);
    if (!view.buckets.empty()) {
        out += ",\"buckets\":";
        appendList(out, view.buckets, [&out](const model::HistogramBucket& bucket) { appendBucket(out, bucket); });
    }
    out += "}]";
}

void append(std::string& out, const model::Vector& vector) {
    out.reserve(out.size() + vector.size() * (kBytesPerSeries + kBytesPerSample));
    appendList(out, vector, [&out](const model::VectorSample& element) {
        out += "{\"metric\":";
        appendLabels(out, element.labels);
        if (element.isHistogram()) {
            out += ",\"histogram\":";
            appendHistogram(out, element.sample.time, element.histogram);
        } else {
            out += ",\"value\":";
            appendSample(out, element.sample);
        }
        out += '}';
    });
}

void append(std::string& out, const model::Matrix& matrix) {
    std::size_t samples = 0;
    for (const auto& series : matrix) {
        samples += series.samples.size();
    }
    out.reserve(out.size() + matrix.size() * kBytesPerSeries + samples * kBytesPerSample);
    appendList(out, matrix, [&out](const model::MatrixSeries& series) {
        out += "{\"metric\":";
        appendLabels(out, series.labels);
        if (!series.samples.empty()) {
            out += ",\"values\":";
            appendList(out, series.samples, [&out](const model::Sample& sample) { appendSample(out, sample); });
        }
        if (!series.histograms.empty()) {
            out += ",\"histograms\":";
            appendList(out, series.histograms, [&out](const model::HistogramPoint& point) {
                appendHistogram(out, point.time, point.histogram);
            });
        }
        out += '}';
    });
}

void append(std::string& out, const model::Scalar& scalar) {
    appendSample(out, scalar.sample);
}

void append(std::string& out, const model::StringValue& value) {
    out += '[';
    appendSeconds(out, value.time);
    out += ',';
    appendJsonString(out, value.text);
    out += ']';
}

void writeSeconds(JsonWriter& json, std::string_view name, double seconds) {
    std::string text;
    appendFloatApi(text, seconds);
    json.key(name).raw(text);
}

} // namespace

void appendLabels(std::string& out, const model::Labels& labels) {
    out += '{';
    bool first = true;
    for (const auto& [name, value] : labels) {
        if (!first) {
            out += ',';
        }
        first = false;
        appendJsonString(out, name);
        out += ':';
        appendJsonString(out, value);
    }
    out += '}';
}

std::string_view resultTypeText(const model::QueryValue& value) {
    static constexpr std::string_view kTexts[] = {"vector", "matrix", "scalar", "string"};
    return kTexts[value.index()];
}

void appendResult(std::string& out, const model::QueryValue& value) {
    std::visit([&out](const auto& result) { append(out, result); }, value);
}

void writeStats(JsonWriter& json, const model::QueryStats& stats) {
    json.beginObject().key("timings").beginObject();
    writeSeconds(json, "evalTotalTime", stats.evalTotalSeconds);
    writeSeconds(json, "resultSortTime", stats.resultSortSeconds);
    writeSeconds(json, "queryPreparationTime", stats.queryPreparationSeconds);
    writeSeconds(json, "innerEvalTime", stats.innerEvalSeconds);
    writeSeconds(json, "execQueueTime", stats.execQueueSeconds);
    writeSeconds(json, "execTotalTime", stats.execTotalSeconds);
    json.endObject().key("samples").beginObject();
    json.key("totalQueryableSamples").number(stats.totalQueryableSamples);
    json.key("samplesRead").number(stats.samplesRead);
    json.key("peakSamples").number(stats.peakSamples);
    json.endObject().endObject();
}

} // namespace hearth::api
