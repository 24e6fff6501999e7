// SPDX-License-Identifier: GPL-3.0-or-later
#include "notifier/alert.h"

#include "base/json_writer.h"
#include "model/time.h"
#include "model/wall_time.h"

namespace hearth::notifier {
namespace {

std::string timeText(WallTime time) {
    return model::formatRfc3339Milliseconds(model::timestampOf(time));
}

void write(JsonWriter& json, const Alert& alert) {
    json.beginObject().key("annotations").beginObject();
    for (const auto& [name, value] : alert.annotations) {
        json.field(name, value);
    }
    json.endObject();
    json.field("endsAt", timeText(alert.endsAt)).field("startsAt", timeText(alert.startsAt));
    json.field("generatorURL", alert.generatorUrl).key("labels").beginObject();
    for (const auto& label : alert.labels) {
        json.field(label.name, label.value);
    }
    json.endObject().endObject();
}

} // namespace

std::string toJson(std::span<const AlertPtr> alerts) {
    std::string text;
    JsonWriter json(text);
    json.beginArray();
    for (const auto& alert : alerts) {
        write(json, *alert);
    }
    json.endArray();
    return text;
}

} // namespace hearth::notifier
