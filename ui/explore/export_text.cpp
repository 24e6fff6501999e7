// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/export_text.h"

#include <map>

#include "base/json_writer.h"
#include "base/number_format.h"

namespace hearth::ui {

namespace {

std::string csvText(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
        text.insert(text.begin(), '\'');
    }
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return quoted + '"';
}

std::string numberText(double value) {
    std::string text;
    appendFloatApi(text, value);
    return text;
}

void writeLabels(JsonWriter& json, const model::Labels& labels) {
    json.key("metric").beginObject();
    for (const auto& label : labels) {
        json.field(label.name, label.value);
    }
    json.endObject();
}

void writeSample(JsonWriter& json, const model::Sample& sample) {
    std::string time;
    appendSeconds(time, sample.time);
    json.beginArray().raw(time).string(numberText(sample.value)).endArray();
}

} // namespace

std::string tableCsv(const ResultTable& table, const RowOrder& order) {
    std::string csv;
    for (const auto& name : table.labelNames) {
        csv += csvText(name) + ',';
    }
    csv += "value\r\n";
    for (const auto index : order) {
        const auto& row = table.rows[index];
        for (const auto& name : table.labelNames) {
            csv += csvText(std::string(row.labels.value(name))) + ',';
        }
        csv += (row.isNumber ? numberText(row.number) : csvText(row.value.toStdString())) + "\r\n";
    }
    return csv;
}

std::string tableJson(const ResultTable& table, const RowOrder& order) {
    std::string text;
    JsonWriter json(text);
    json.beginObject().field("resultType", "vector").key("result").beginArray();
    for (const auto index : order) {
        const auto& row = table.rows[index];
        json.beginObject();
        writeLabels(json, row.labels);
        json.field("value", row.value.toStdString()).endObject();
    }
    json.endArray().endObject();
    return text + '\n';
}

std::string graphCsv(const GraphData& data) {
    std::map<model::TimestampMs, std::vector<std::string>> lines;
    std::string csv = "time";
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        csv += ',' + csvText(data.series[i].name.toStdString());
        for (const auto& sample : data.series[i].samples) {
            auto& cells = lines[sample.time];
            cells.resize(data.series.size());
            cells[i] = numberText(sample.value);
        }
    }
    csv += "\r\n";
    for (const auto& [time, cells] : lines) {
        csv += model::formatRfc3339(time);
        for (const auto& cell : cells) {
            csv += ',' + cell;
        }
        csv += "\r\n";
    }
    return csv;
}

std::string graphJson(const GraphData& data) {
    std::string text;
    JsonWriter json(text);
    json.beginObject().field("resultType", "matrix").key("result").beginArray();
    for (const auto& series : data.series) {
        json.beginObject();
        writeLabels(json, series.labels);
        json.key("values").beginArray();
        for (const auto& sample : series.samples) {
            writeSample(json, sample);
        }
        json.endArray().endObject();
    }
    json.endArray().endObject();
    return text + '\n';
}

} // namespace hearth::ui
