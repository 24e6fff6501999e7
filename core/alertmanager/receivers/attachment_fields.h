// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alertmanager/receivers/notification_templates.h"
#include "base/json_writer.h"
#include "yaml/reader.h"

namespace hearth::alertmanager {

/// One line of a message's table, as Slack and its likes have them.
struct AttachmentField {
    std::string title;
    std::string value;
    std::optional<bool> isShort;

    bool operator==(const AttachmentField&) const = default;
};
/// `service` (`Slack`) is named where title or value are missing; empty: they may be.
std::vector<AttachmentField> readAttachmentFields(yaml::MapReader& map, std::string_view service);
/// `fields`, left out where there are none; `otherwise` where a field does not say whether it is short.
void writeAttachmentFields(JsonWriter& json, MessageTexts& texts, const std::vector<AttachmentField>& fields,
                           std::optional<bool> otherwise);

} // namespace hearth::alertmanager
