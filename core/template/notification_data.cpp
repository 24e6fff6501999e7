// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/notification_data.h"

#include <algorithm>
#include <array>
#include <set>

#include "template/context.h"

namespace hearth::templates {
namespace {

using Arguments = std::span<const Value>;

extern const Type kPairType;
extern const Type kPairsType;
extern const Type kStringsType;
extern const Type kKvType;
extern const Type kAlertType;
extern const Type kAlertListType;
extern const Type kAlertsType;

/// Objects whose fields are values made beforehand.
template <std::size_t Count>
struct Record final : Object {
    std::array<Value, Count> fields;
};

template <std::size_t Count, std::size_t Index>
Value recordField(const Object& object) {
    return static_cast<const Record<Count>&>(object).fields[Index];
}

constexpr std::size_t kPairFields = 2;
constexpr std::size_t kAlertFields = 7;
constexpr std::size_t kDataFields = 10;

Value pairValue(std::string name, std::string value) {
    auto record = std::make_shared<Record<kPairFields>>();
    record->fields = {Value::string(std::move(name)), Value::string(std::move(value))};
    return Value::object(kPairType, std::move(record));
}

const std::string& pairPart(const Value& pair, std::size_t index) {
    return pair.toObject<Record<kPairFields>>().fields[index].toString();
}

/// The alert's name stands before the other labels.
std::vector<Value> sortedPairs(const Value& kv) {
    const auto& map = kv.toMap();
    std::vector<Value> pairs;
    for (std::size_t i = 0; i < map.size(); ++i) {
        auto pair = pairValue(std::string(map.keyAt(i)), map.at(i).toString());
        pairs.insert(map.keyAt(i) == "alertname" ? pairs.begin() : pairs.end(), std::move(pair));
    }
    return pairs;
}

Result<Value> kvSortedPairs(Context& /*context*/, Arguments arguments) {
    return Value::list(sortedPairs(arguments[0]), kPairsType);
}

Result<Value> kvRemove(Context& /*context*/, Arguments arguments) {
    std::set<std::string, std::less<>> removed;
    for (std::size_t i = 0; i < arguments[1].toList().size(); ++i) {
        removed.insert(arguments[1].toList().at(i).toString());
    }
    const auto& map = arguments[0].toMap();
    std::vector<std::pair<std::string, Value>> kept;
    for (std::size_t i = 0; i < map.size(); ++i) {
        if (!removed.contains(map.keyAt(i))) {
            kept.emplace_back(map.keyAt(i), map.at(i));
        }
    }
    return Value::map(std::move(kept), kKvType);
}

template <std::size_t Part>
Value partsOf(const std::vector<Value>& pairs) {
    std::vector<Value> parts;
    for (const auto& pair : pairs) {
        parts.push_back(pair.toObject<Record<kPairFields>>().fields[Part]);
    }
    return Value::list(std::move(parts), kStringsType);
}

template <std::size_t Part>
Result<Value> kvParts(Context& /*context*/, Arguments arguments) {
    return partsOf<Part>(sortedPairs(arguments[0]));
}

std::vector<Value> elementsOf(const Value& list) {
    std::vector<Value> elements;
    for (std::size_t i = 0; i < list.toList().size(); ++i) {
        elements.push_back(list.toList().at(i));
    }
    return elements;
}

template <std::size_t Part>
Result<Value> pairsParts(Context& /*context*/, Arguments arguments) {
    return partsOf<Part>(elementsOf(arguments[0]));
}

Value joined(const std::vector<Value>& pairs) {
    std::string text;
    for (const auto& pair : pairs) {
        text += text.empty() && &pair == pairs.data() ? "" : ", ";
        text += pairPart(pair, 0) + '=' + pairPart(pair, 1);
    }
    return Value::string(std::move(text));
}

Result<Value> kvString(Context& /*context*/, Arguments arguments) {
    return joined(sortedPairs(arguments[0]));
}

Result<Value> pairsString(Context& /*context*/, Arguments arguments) {
    return joined(elementsOf(arguments[0]));
}

Result<Value> stringsJoin(Context& /*context*/, Arguments arguments) {
    std::string text;
    const auto& list = arguments[0].toList();
    for (std::size_t i = 0; i < list.size(); ++i) {
        text += i > 0 ? arguments[1].toString() : "";
        text += list.at(i).toString();
    }
    return Value::string(std::move(text));
}

Result<Value> alertsOfStatus(Arguments arguments, std::string_view status) {
    auto alerts = elementsOf(arguments[0]);
    std::erase_if(alerts, [&](const Value& alert) {
        return alert.toObject<Record<kAlertFields>>().fields[0].toString() != status;
    });
    return Value::list(std::move(alerts), kAlertListType);
}

Result<Value> alertsFiring(Context& /*context*/, Arguments arguments) {
    return alertsOfStatus(arguments, "firing");
}

Result<Value> alertsResolved(Context& /*context*/, Arguments arguments) {
    return alertsOfStatus(arguments, "resolved");
}

constexpr std::array<const Type*, 1> kOfKv{&kKvType};
constexpr std::array<const Type*, 2> kKvAndTexts{&kKvType, &kStringListType};
constexpr std::array<const Type*, 1> kOfPairs{&kPairsType};
constexpr std::array<const Type*, 2> kStringsAndText{&kStringsType, &kStringType};
constexpr std::array<const Type*, 1> kOfAlerts{&kAlertsType};

constexpr std::array kKvMethods{
    Function{"SortedPairs", kOfKv, false, kvSortedPairs}, Function{"Remove", kKvAndTexts, false, kvRemove},
    Function{"Names", kOfKv, false, kvParts<0>},          Function{"Values", kOfKv, false, kvParts<1>},
    Function{"String", kOfKv, false, kvString},
};
constexpr std::array kPairsMethods{
    Function{"Names", kOfPairs, false, pairsParts<0>},
    Function{"Values", kOfPairs, false, pairsParts<1>},
    Function{"String", kOfPairs, false, pairsString},
};
constexpr std::array kStringsMethods{Function{"Join", kStringsAndText, false, stringsJoin}};
constexpr std::array kAlertsMethods{
    Function{"Firing", kOfAlerts, false, alertsFiring},
    Function{"Resolved", kOfAlerts, false, alertsResolved},
};

constexpr std::array kPairFieldList{
    Field{"Name", {}, recordField<kPairFields, 0>},
    Field{"Value", {}, recordField<kPairFields, 1>},
};
constexpr std::array kAlertFieldList{
    Field{"Status", "status", recordField<kAlertFields, 0>},
    Field{"Labels", "labels", recordField<kAlertFields, 1>},
    Field{"Annotations", "annotations", recordField<kAlertFields, 2>},
    Field{"StartsAt", "startsAt", recordField<kAlertFields, 3>},
    Field{"EndsAt", "endsAt", recordField<kAlertFields, 4>},
    Field{"GeneratorURL", "generatorURL", recordField<kAlertFields, 5>},
    Field{"Fingerprint", "fingerprint", recordField<kAlertFields, 6>},
};
constexpr std::array kDataFieldList{
    Field{"Receiver", "receiver", recordField<kDataFields, 0>},
    Field{"Status", "status", recordField<kDataFields, 1>},
    Field{"Alerts", "alerts", recordField<kDataFields, 2>},
    Field{"NotificationReason", "notification_reason", recordField<kDataFields, 3>},
    Field{"GroupLabels", "groupLabels", recordField<kDataFields, 4>},
    Field{"CommonLabels", "commonLabels", recordField<kDataFields, 5>},
    Field{"CommonAnnotations", "commonAnnotations", recordField<kDataFields, 6>},
    Field{"RouteLabels", "routeLabels", recordField<kDataFields, 7>},
    Field{"ExternalURL", "externalURL", recordField<kDataFields, 8>},
    Field{"routeLabelsRendered", {}, recordField<kDataFields, 9>},
};

const Type kPairType{.kind = Kind::kStruct, .name = "template.Pair", .fields = kPairFieldList};
const Type kPairListType{.kind = Kind::kList, .name = "[]template.Pair", .element = &kPairType};
const Type kPairsType{.kind = Kind::kList,
                      .name = "template.Pairs",
                      .element = &kPairType,
                      .unnamed = &kPairListType,
                      .methods = kPairsMethods};
const Type kStringsType{.kind = Kind::kList,
                        .name = "template.Strings",
                        .element = &kStringType,
                        .unnamed = &kStringListType,
                        .methods = kStringsMethods};
const Type kKvType{.kind = Kind::kMap,
                   .name = "template.KV",
                   .element = &kStringType,
                   .unnamed = &kStringMapType,
                   .methods = kKvMethods};
const Type kAlertType{.kind = Kind::kStruct, .name = "template.Alert", .fields = kAlertFieldList};
const Type kAlertListType{.kind = Kind::kList, .name = "[]template.Alert", .element = &kAlertType};
const Type kAlertsType{.kind = Kind::kList,
                       .name = "template.Alerts",
                       .element = &kAlertType,
                       .unnamed = &kAlertListType,
                       .methods = kAlertsMethods};
const Type kDataStructType{.kind = Kind::kStruct, .name = "template.Data", .fields = kDataFieldList};
const Type kDataType{.kind = Kind::kStruct, .name = "*template.Data", .pointee = &kDataStructType};

Value alertValue(const NotificationAlert& alert) {
    auto record = std::make_shared<Record<kAlertFields>>();
    record->fields = {Value::string(alert.status),     pairsValue(alert.labels),  pairsValue(alert.annotations),
                      Value::time(alert.startsAt),     Value::time(alert.endsAt), Value::string(alert.generatorUrl),
                      Value::string(alert.fingerprint)};
    return Value::object(kAlertType, std::move(record));
}

} // namespace

Value pairsValue(TextPairs pairs) {
    return Value::strings(std::move(pairs), kKvType);
}

Value notificationValue(const NotificationData& data) {
    std::vector<Value> alerts;
    alerts.reserve(data.alerts.size());
    for (const auto& alert : data.alerts) {
        alerts.push_back(alertValue(alert));
    }
    auto record = std::make_shared<Record<kDataFields>>();
    record->fields = {Value::string(data.receiver),
                      Value::string(data.status),
                      Value::list(std::move(alerts), kAlertsType),
                      Value::string(data.reason),
                      pairsValue(data.groupLabels),
                      pairsValue(data.commonLabels),
                      pairsValue(data.commonAnnotations),
                      pairsValue(data.routeLabels),
                      Value::string(data.externalUrl),
                      Value::boolean(data.routeLabelsRendered)};
    return Value::object(kDataType, std::move(record));
}

} // namespace hearth::templates
