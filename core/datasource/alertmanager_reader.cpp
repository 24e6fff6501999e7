// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/alertmanager_reader.h"

#include <cmath>

#include "base/number_format.h"
#include "datasource/answer_time.h"
#include "datasource/json_document.h"

namespace hearth::datasource {
namespace {

model::TimestampMs timeOf(JsonReader& reader, const Json& object, const char* name) {
    return readTime(reader.text(object, name)).value_or(0);
}

/// Parses, hands the document to `read`, and checks what the reader met.
template <class Read>
auto readDocument(std::string_view json, Read read) -> Result<decltype(read(std::declval<JsonReader&>(), Json()))> {
    const auto document = HEARTH_TRY(parseJson(json));
    JsonReader reader;
    auto value = read(reader, document);
    HEARTH_TRY(reader.result());
    return value;
}

/// A list of what `readItem` reads.
template <class ReadItem>
auto readList(std::string_view json, ReadItem readItem) {
    return readDocument(json, [&](JsonReader& reader, const Json& list) {
        std::vector<decltype(readItem(reader, list))> items;
        if (!list.is_array()) {
            reader.report("the answer", "an array");
            return items;
        }
        for (const auto& item : list) {
            items.push_back(readItem(reader, item));
        }
        return items;
    });
}

ReceivedAlert readAlert(JsonReader& reader, const Json& json) {
    ReceivedAlert alert;
    alert.labels = reader.labels(reader.object(json, "labels"));
    alert.annotations = reader.textMap(reader.object(json, "annotations"));
    alert.generatorUrl = reader.text(json, "generatorURL");
    alert.startsAt = timeOf(reader, json, "startsAt");
    alert.endsAt = timeOf(reader, json, "endsAt");
    alert.updatedAt = timeOf(reader, json, "updatedAt");
    alert.fingerprint = reader.text(json, "fingerprint");
    for (const auto& receiver : reader.array(json, "receivers")) {
        alert.receivers.push_back(reader.text(receiver, "name"));
    }
    const auto& status = reader.object(json, "status");
    alert.state = parseNotificationState(reader.text(status, "state")).value_or(NotificationState::kUnprocessed);
    alert.silencedBy = reader.texts(reader.array(status, "silencedBy"));
    alert.inhibitedBy = reader.texts(reader.array(status, "inhibitedBy"));
    alert.mutedBy = reader.texts(reader.array(status, "mutedBy"));
    return alert;
}

AlertGroup readGroup(JsonReader& reader, const Json& json) {
    AlertGroup group;
    group.labels = reader.labels(reader.object(json, "labels"));
    group.routeLabels = reader.textMap(reader.object(json, "routeLabels"));
    group.receiver = reader.text(reader.object(json, "receiver"), "name");
    for (const auto& alert : reader.array(json, "alerts")) {
        group.alerts.push_back(readAlert(reader, alert));
    }
    return group;
}

/// Alertmanagers before 0.22 know nothing of `isEqual`.
model::MatchType matchTypeOf(JsonReader& reader, const Json& json) {
    const bool isRegex = reader.boolean(json, "isRegex");
    const bool isEqual = !json.contains("isEqual") || reader.boolean(json, "isEqual");
    if (isRegex) {
        return isEqual ? model::MatchType::kRegex : model::MatchType::kNotRegex;
    }
    return isEqual ? model::MatchType::kEqual : model::MatchType::kNotEqual;
}

Silence readOneSilence(JsonReader& reader, const Json& json) {
    Silence silence;
    silence.id = reader.text(json, "id");
    for (const auto& item : reader.array(json, "matchers")) {
        auto matcher =
            model::Matcher::create(matchTypeOf(reader, item), reader.text(item, "name"), reader.text(item, "value"));
        if (matcher) {
            silence.matchers.push_back(*std::move(matcher));
        } else {
            reader.report("a matcher", "valid: " + matcher.error().message());
        }
    }
    silence.startsAt = timeOf(reader, json, "startsAt");
    silence.endsAt = timeOf(reader, json, "endsAt");
    silence.updatedAt = timeOf(reader, json, "updatedAt");
    silence.createdBy = reader.text(json, "createdBy");
    silence.comment = reader.text(json, "comment");
    silence.annotations = reader.textMap(reader.object(json, "annotations"));
    const auto state = reader.text(reader.object(json, "status"), "state");
    silence.state = parseSilenceState(state).value_or(SilenceState::kActive);
    return silence;
}

double readValue(JsonReader& reader, const Json& json) {
    return parseFloat(reader.text(json, "value")).value_or(std::nan(""));
}

TraceEvent readEvent(JsonReader& reader, const Json& json) {
    TraceEvent event;
    const auto kind = parseTraceKind(reader.text(json, "kind"));
    if (!kind) {
        reader.report("kind", "a known kind");
    }
    event.kind = kind.value_or(TraceEvent::Kind::kRule);
    event.time = timeOf(reader, json, "time");
    event.last = timeOf(reader, json, "last");
    event.count = static_cast<std::uint64_t>(reader.integer(json, "count"));
    event.group = reader.text(json, "group");
    event.route = reader.text(json, "route");
    event.receiver = reader.text(json, "receiver");
    event.integration = reader.text(json, "integration");
    event.from = reader.text(json, "from");
    event.to = reader.text(json, "to");
    event.by = reader.text(json, "by");
    event.detail = reader.text(json, "detail");
    event.until = readTime(reader.text(json, "until"));
    event.attempt = static_cast<std::uint32_t>(reader.integer(json, "attempt"));
    event.value = readValue(reader, json);
    return event;
}

AlertTransition readTransition(JsonReader& reader, const Json& json) {
    AlertTransition transition;
    transition.time = timeOf(reader, json, "time");
    transition.fingerprint = reader.text(json, "fingerprint");
    transition.labels = reader.labels(reader.object(json, "labels"));
    transition.source = reader.text(json, "source");
    transition.from = reader.text(json, "from");
    transition.to = reader.text(json, "to");
    transition.value = readValue(reader, json);
    return transition;
}

BuildFacts readVersion(JsonReader& reader, const Json& json) {
    return {reader.text(json, "version"),   reader.text(json, "revision"),  reader.text(json, "branch"),
            reader.text(json, "buildUser"), reader.text(json, "buildDate"), reader.text(json, "goVersion")};
}

} // namespace

Result<AlertmanagerStatus> readAlertmanagerStatus(std::string_view json) {
    return readDocument(json, [](JsonReader& reader, const Json& document) {
        AlertmanagerStatus status;
        status.version = readVersion(reader, reader.object(document, "versionInfo"));
        status.config = reader.text(reader.object(document, "config"), "original");
        status.startedAt = timeOf(reader, document, "uptime");
        const auto& cluster = reader.object(document, "cluster");
        status.clusterStatus = reader.text(cluster, "status");
        status.clusterName = reader.text(cluster, "name");
        for (const auto& peer : reader.array(cluster, "peers")) {
            status.peers.push_back({reader.text(peer, "name"), reader.text(peer, "address")});
        }
        return status;
    });
}

Result<std::vector<AlertReceiver>> readReceivers(std::string_view json) {
    return readList(json, [](JsonReader& reader, const Json& item) {
        return AlertReceiver{reader.text(item, "name"), reader.textMap(reader.object(item, "labels"))};
    });
}

Result<std::vector<ReceivedAlert>> readReceivedAlerts(std::string_view json) {
    return readList(json, readAlert);
}

Result<std::vector<AlertGroup>> readAlertGroups(std::string_view json) {
    return readList(json, readGroup);
}

Result<std::vector<Silence>> readSilences(std::string_view json) {
    return readList(json, readOneSilence);
}

Result<Silence> readSilence(std::string_view json) {
    return readDocument(json, readOneSilence);
}

Result<std::string> readSilenceId(std::string_view json) {
    return readDocument(json,
                        [](JsonReader& reader, const Json& document) { return reader.text(document, "silenceID"); });
}

Result<std::vector<TraceEvent>> readTrace(std::string_view json) {
    return readList(json, readEvent);
}

Result<std::vector<AlertTransition>> readHistory(std::string_view json) {
    return readList(json, readTransition);
}

} // namespace hearth::datasource
