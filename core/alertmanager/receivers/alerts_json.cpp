// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/alerts_json.h"

#include "base/json_writer.h"
#include "model/time.h"

namespace hearth::alertmanager {
namespace {

constexpr std::string_view kNoTime = "0001-01-01T00:00:00Z"; // Go's zero time

void writePairs(JsonWriter& json, std::string_view name, const templates::TextPairs& pairs) {
    json.key(name).beginObject();
    for (const auto& [key, value] : pairs) {
        json.field(key, value);
    }
    json.endObject();
}

std::string timeText(const templates::Time& time) {
    constexpr std::int64_t kNanosecondsPerMs = 1'000'000;
    return time.isZero() ? std::string(kNoTime)
                         : model::formatRfc3339(time.seconds * model::kSecondMs + time.nanoseconds / kNanosecondsPerMs);
}

void writeAlert(JsonWriter& json, const templates::NotificationAlert& alert) {
    json.beginObject().field("status", alert.status);
    writePairs(json, "labels", alert.labels);
    writePairs(json, "annotations", alert.annotations);
    json.field("startsAt", timeText(alert.startsAt)).field("endsAt", timeText(alert.endsAt));
    json.field("generatorURL", alert.generatorUrl).field("fingerprint", alert.fingerprint).endObject();
}

} // namespace

std::string webhookJson(const templates::NotificationData& data, const Notification& notification) {
    std::string body;
    JsonWriter json(body);
    json.beginObject().field("receiver", data.receiver).field("status", data.status);
    json.key("alerts").beginArray();
    for (const auto& alert : data.alerts) {
        writeAlert(json, alert);
    }
    json.endArray().field("notification_reason", data.reason);
    writePairs(json, "groupLabels", data.groupLabels);
    writePairs(json, "commonLabels", data.commonLabels);
    writePairs(json, "commonAnnotations", data.commonAnnotations);
    writePairs(json, "routeLabels", data.routeLabels);
    json.field("externalURL", data.externalUrl).field("version", "4").field("groupKey", notification.groupKey);
    json.key("truncatedAlerts").number(static_cast<std::uint64_t>(notification.alerts.size() - data.alerts.size()));
    json.endObject();
    return body;
}

} // namespace hearth::alertmanager
