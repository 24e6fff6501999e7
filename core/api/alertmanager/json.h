// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_writer.h"
#include "datasource/alertmanager_types.h"

/// Writers of what API v2 says, with the fields in Alertmanager's order. Threads: thread-safe.
namespace hearth::api::alertmanager {

void writeStatus(JsonWriter& json, const datasource::AlertmanagerStatus& status);
void writeReceiver(JsonWriter& json, const datasource::AlertReceiver& receiver);
/// Alertmanager escapes `<`, `>` and `&` in alerts and silences, and nowhere else.
void writeAlert(JsonWriter& json, const datasource::ReceivedAlert& alert);
void writeGroup(JsonWriter& json, const datasource::AlertGroup& group);
void writeSilence(JsonWriter& json, const datasource::Silence& silence);
/// Hearth's own; what does not apply is left out.
void writeTraceEvent(JsonWriter& json, const datasource::TraceEvent& event);
void writeTransition(JsonWriter& json, const datasource::AlertTransition& transition);

/// A list of what `write` writes.
template <class Items, class Write>
std::string listJson(const Items& items, Write write) {
    std::string text;
    JsonWriter json(text);
    json.beginArray();
    for (const auto& item : items) {
        write(json, item);
    }
    json.endArray();
    return text;
}

} // namespace hearth::api::alertmanager
