// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/json_writer.h"
#include "model/labels.h"
#include "model/time.h"

/// Values that several answers share.
namespace hearth::api {

/// Go's zero time stands for what has not happened yet.
inline std::string timeOrNever(const std::optional<model::TimestampMs>& time) {
    return time ? model::formatRfc3339(*time) : std::string("0001-01-01T00:00:00Z");
}

/// `{"name":"value",...}`
inline void writeLabels(JsonWriter& json, const model::Labels& labels) {
    json.beginObject();
    for (const auto& [name, value] : labels) {
        json.field(name, value);
    }
    json.endObject();
}

inline void writeTextMap(JsonWriter& json, const std::map<std::string, std::string>& texts) {
    json.beginObject();
    for (const auto& [name, value] : texts) {
        json.field(name, value);
    }
    json.endObject();
}

} // namespace hearth::api
