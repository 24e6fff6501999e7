// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "base/json_writer.h"

namespace hearth::alertmanager {

/// A field that is left out where it is empty.
inline void fieldIfAny(JsonWriter& json, std::string_view name, std::string_view value) {
    if (!value.empty()) {
        json.field(name, value);
    }
}

inline void textsIfAny(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return;
    }
    json.key(name).beginArray();
    for (const auto& text : texts) {
        json.string(text);
    }
    json.endArray();
}

/// A list of objects that is left out where there are none.
template <class Item, class Write>
void objectsIfAny(JsonWriter& json, std::string_view name, const std::vector<Item>& items, Write write) {
    if (items.empty()) {
        return;
    }
    json.key(name).beginArray();
    for (const auto& item : items) {
        json.beginObject();
        write(item);
        json.endObject();
    }
    json.endArray();
}

} // namespace hearth::alertmanager
