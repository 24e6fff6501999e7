// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/alertmanager/json.h"

#include "api/prometheus/json_fields.h"
#include "base/number_format.h"
#include "datasource/alertmanager_json.h"

namespace hearth::api::alertmanager {
namespace {

void writeTexts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    json.key(name).beginArray();
    for (const auto& text : texts) {
        json.string(text);
    }
    json.endArray();
}

void writeTime(JsonWriter& json, std::string_view name, model::TimestampMs time) {
    json.field(name, model::formatRfc3339Milliseconds(time));
}

void writeNonEmpty(JsonWriter& json, std::string_view name, const std::string& text) {
    if (!text.empty()) {
        json.field(name, text);
    }
}

void writeValue(JsonWriter& json, double value) {
    std::string text;
    appendFloatApi(text, value);
    json.field("value", text);
}

/// `<`, `>` and `&` stand in strings only.
std::string escapedForHtml(std::string json) {
    if (json.find_first_of("<>&") == std::string::npos) {
        return json;
    }
    std::string out;
    out.reserve(json.size() + json.size() / 8);
    for (const char c : json) {
        switch (c) {
        case '<':
            out += "\\u003c";
            break;
        case '>':
            out += "\\u003e";
            break;
        case '&':
            out += "\\u0026";
            break;
        default:
            out += c;
        }
    }
    return out;
}

void writePlainAlert(JsonWriter& json, const datasource::ReceivedAlert& alert) {
    json.beginObject().key("annotations");
    writeTextMap(json, alert.annotations);
    writeTime(json, "endsAt", alert.endsAt);
    json.field("fingerprint", alert.fingerprint).key("receivers").beginArray();
    for (const auto& receiver : alert.receivers) {
        json.beginObject().field("name", receiver).endObject();
    }
    json.endArray();
    writeTime(json, "startsAt", alert.startsAt);
    json.key("status").beginObject();
    writeTexts(json, "inhibitedBy", alert.inhibitedBy);
    writeTexts(json, "mutedBy", alert.mutedBy);
    writeTexts(json, "silencedBy", alert.silencedBy);
    json.field("state", datasource::notificationStateText(alert.state)).endObject();
    writeTime(json, "updatedAt", alert.updatedAt);
    writeNonEmpty(json, "generatorURL", alert.generatorUrl);
    json.key("labels");
    writeLabels(json, alert.labels);
    json.endObject();
}

void writePlainSilence(JsonWriter& json, const datasource::Silence& silence) {
    json.beginObject().field("id", silence.id);
    json.key("status").beginObject().field("state", datasource::silenceStateText(silence.state)).endObject();
    writeTime(json, "updatedAt", silence.updatedAt);
    if (!silence.annotations.empty()) {
        json.key("annotations");
        writeTextMap(json, silence.annotations);
    }
    json.field("comment", silence.comment).field("createdBy", silence.createdBy);
    writeTime(json, "endsAt", silence.endsAt);
    json.key("matchers");
    datasource::writeMatchers(json, silence.matchers);
    writeTime(json, "startsAt", silence.startsAt);
    json.endObject();
}

template <class Item>
void writeEscaped(JsonWriter& json, const Item& item, void (*write)(JsonWriter&, const Item&)) {
    std::string text;
    JsonWriter plain(text);
    write(plain, item);
    json.raw(escapedForHtml(std::move(text)));
}

} // namespace

void writeStatus(JsonWriter& json, const datasource::AlertmanagerStatus& status) {
    json.beginObject().key("cluster").beginObject();
    writeNonEmpty(json, "name", status.clusterName);
    json.key("peers").beginArray();
    for (const auto& peer : status.peers) {
        json.beginObject().field("address", peer.address).field("name", peer.name).endObject();
    }
    json.endArray().field("status", status.clusterStatus).endObject();
    json.key("config").beginObject().field("original", status.config).endObject();
    writeTime(json, "uptime", status.startedAt);
    json.key("versionInfo").beginObject();
    json.field("branch", status.version.branch).field("buildDate", status.version.buildDate);
    json.field("buildUser", status.version.buildUser).field("goVersion", status.version.goVersion);
    json.field("revision", status.version.revision).field("version", status.version.version).endObject().endObject();
}

void writeReceiver(JsonWriter& json, const datasource::AlertReceiver& receiver) {
    json.beginObject();
    if (!receiver.labels.empty()) {
        json.key("labels");
        writeTextMap(json, receiver.labels);
    }
    json.field("name", receiver.name).endObject();
}

void writeAlert(JsonWriter& json, const datasource::ReceivedAlert& alert) {
    writeEscaped(json, alert, writePlainAlert);
}

void writeGroup(JsonWriter& json, const datasource::AlertGroup& group) {
    json.beginObject().key("alerts").beginArray();
    for (const auto& alert : group.alerts) {
        writeAlert(json, alert);
    }
    json.endArray().key("labels");
    writeLabels(json, group.labels);
    json.key("receiver").beginObject().field("name", group.receiver).endObject();
    json.key("routeLabels");
    writeTextMap(json, group.routeLabels);
    json.endObject();
}

void writeSilence(JsonWriter& json, const datasource::Silence& silence) {
    writeEscaped(json, silence, writePlainSilence);
}

void writeTraceEvent(JsonWriter& json, const datasource::TraceEvent& event) {
    json.beginObject().field("kind", datasource::traceKindText(event.kind));
    writeTime(json, "time", event.time);
    writeTime(json, "last", event.last);
    json.key("count").number(event.count);
    writeNonEmpty(json, "group", event.group);
    writeNonEmpty(json, "route", event.route);
    writeNonEmpty(json, "receiver", event.receiver);
    writeNonEmpty(json, "integration", event.integration);
    writeNonEmpty(json, "from", event.from);
    writeNonEmpty(json, "to", event.to);
    writeNonEmpty(json, "by", event.by);
    writeNonEmpty(json, "detail", event.detail);
    if (event.until) {
        writeTime(json, "until", *event.until);
    }
    if (event.attempt != 0) {
        json.key("attempt").number(std::int64_t{event.attempt});
    }
    writeValue(json, event.value);
    json.endObject();
}

void writeTransition(JsonWriter& json, const datasource::AlertTransition& transition) {
    json.beginObject();
    writeTime(json, "time", transition.time);
    json.field("fingerprint", transition.fingerprint).key("labels");
    writeLabels(json, transition.labels);
    json.field("source", transition.source).field("from", transition.from).field("to", transition.to);
    writeValue(json, transition.value);
    json.endObject();
}

} // namespace hearth::api::alertmanager
