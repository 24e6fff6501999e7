// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/attachment_fields.h"

#include <fmt/format.h>

#include "alertmanager/receivers/json_fields.h"

namespace hearth::alertmanager {

std::vector<AttachmentField> readAttachmentFields(yaml::MapReader& map, std::string_view service) {
    std::vector<AttachmentField> fields;
    map.each("fields", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader item(map.complaints(), node, where);
        auto& field = fields.emplace_back();
        item.text("title", field.title);
        item.text("value", field.value);
        if (const auto* const isShort = item.take("short")) {
            field.isShort = yaml::readBool(map.complaints(), *isShort, item.pathOf("short"));
        }
        item.finish();
        if (!service.empty() && (field.title.empty() || field.value.empty())) {
            item.complain(
                fmt::format("missing {} in {} field configuration", field.title.empty() ? "title" : "value", service));
        }
    });
    return fields;
}

void writeAttachmentFields(JsonWriter& json, MessageTexts& texts, const std::vector<AttachmentField>& fields,
                           std::optional<bool> otherwise) {
    objectsIfAny(json, "fields", fields, [&](const AttachmentField& field) {
        fieldIfAny(json, "title", texts.text(field.title));
        fieldIfAny(json, "value", texts.text(field.value));
        if (const auto isShort = field.isShort ? field.isShort : otherwise) {
            json.key("short").boolean(*isShort);
        }
    });
}

} // namespace hearth::alertmanager
