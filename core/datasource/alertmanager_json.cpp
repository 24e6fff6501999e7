// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/alertmanager_json.h"

namespace hearth::datasource {
namespace {

template <class Texts>
void writeTexts(JsonWriter& json, std::string_view name, const Texts& texts) {
    json.key(name).beginObject();
    for (const auto& [key, value] : texts) {
        json.field(key, value);
    }
    json.endObject();
}

} // namespace

std::string postedAlertsJson(const std::vector<PostedAlert>& alerts) {
    std::string text;
    JsonWriter json(text);
    json.beginArray();
    for (const auto& alert : alerts) {
        json.beginObject();
        writeTexts(json, "annotations", alert.annotations);
        if (alert.endsAt) {
            json.field("endsAt", model::formatRfc3339Milliseconds(*alert.endsAt));
        }
        if (alert.startsAt) {
            json.field("startsAt", model::formatRfc3339Milliseconds(*alert.startsAt));
        }
        if (!alert.generatorUrl.empty()) {
            json.field("generatorURL", alert.generatorUrl);
        }
        writeTexts(json, "labels", alert.labels);
        json.endObject();
    }
    json.endArray();
    return text;
}

void writeMatchers(JsonWriter& json, const model::Matchers& matchers) {
    using enum model::MatchType;
    json.beginArray();
    for (const auto& matcher : matchers) {
        const bool isEqual = matcher.type() == kEqual || matcher.type() == kRegex;
        json.beginObject().key("isEqual").boolean(isEqual);
        json.key("isRegex").boolean(matcher.type() == kRegex || matcher.type() == kNotRegex);
        json.field("name", matcher.name()).field("value", matcher.value()).endObject();
    }
    json.endArray();
}

std::string postedSilenceJson(const Silence& silence) {
    std::string text;
    JsonWriter json(text);
    json.beginObject();
    if (!silence.id.empty()) {
        json.field("id", silence.id);
    }
    if (!silence.annotations.empty()) {
        writeTexts(json, "annotations", silence.annotations);
    }
    json.field("comment", silence.comment).field("createdBy", silence.createdBy);
    json.field("endsAt", model::formatRfc3339Milliseconds(silence.endsAt)).key("matchers");
    writeMatchers(json, silence.matchers);
    json.field("startsAt", model::formatRfc3339Milliseconds(silence.startsAt)).endObject();
    return text;
}

} // namespace hearth::datasource
