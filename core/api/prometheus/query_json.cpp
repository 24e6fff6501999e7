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

void append(std::string& out, const model::Vector& vector) {
    out.reserve(out.size() + vector.size() * (kBytesPerSeries + kBytesPerSample));
    appendList(out, vector, [&out](const model::VectorSample& element) {
        out += "{\"metric\":";
        appendLabels(out, element.labels);
        out += ",\"value\":";
        appendSample(out, element.sample);
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
