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

void writePair(JsonWriter& json, model::TimestampMs time, const std::string& value) {
    std::string seconds;
    appendSeconds(seconds, time);
    json.beginArray().raw(seconds).string(value).endArray();
}

void writeValues(JsonWriter& json, const std::vector<model::Sample>& samples) {
    json.key("values").beginArray();
    for (const auto& sample : samples) {
        writePair(json, sample.time, numberText(sample.value));
    }
    json.endArray();
}

std::string_view typeName(ResultTable::Kind kind) {
    switch (kind) {
    case ResultTable::Kind::kMatrix:
        return "matrix";
    case ResultTable::Kind::kScalar:
        return "scalar";
    case ResultTable::Kind::kString:
        return "string";
    default:
        return "vector";
    }
}

void writeRow(JsonWriter& json, const ResultRow& row, ResultTable::Kind kind) {
    json.beginObject();
    writeLabels(json, row.labels);
    if (kind == ResultTable::Kind::kMatrix) {
        writeValues(json, row.samples);
    } else {
        writePair(json.key("value"), row.samples.front().time, numberText(row.number));
    }
    json.endObject();
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
    json.beginObject().field("resultType", typeName(table.kind)).key("result");
    if (table.kind == ResultTable::Kind::kScalar || table.kind == ResultTable::Kind::kString) {
        const auto& row = table.rows.front();
        writePair(json, row.samples.front().time, row.isNumber ? numberText(row.number) : row.value.toStdString());
    } else {
        json.beginArray();
        for (const auto index : order) {
            writeRow(json, table.rows[index], table.kind);
        }
        json.endArray();
    }
    json.endObject();
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
        writeValues(json, series.samples);
        json.endObject();
    }
    json.endArray().endObject();
    return text + '\n';
}

} // namespace hearth::ui
