// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "template/value.h"

namespace hearth::templates {

/// Names and values, sorted by name, each name once: what templates know as KV.
using TextPairs = std::vector<std::pair<std::string, std::string>>;

/// One alert as notification templates see it.
struct NotificationAlert {
    std::string status; ///< "firing" or "resolved".
    TextPairs labels;
    TextPairs annotations;
    Time startsAt;
    Time endsAt; ///< Zero while it fires.
    std::string generatorUrl;
    std::string fingerprint; ///< 16 hexadecimal digits.
};

/// `.` of notification templates. Alertmanager: template.Data.
struct NotificationData {
    std::string receiver; ///< Quoted for use in a regular expression, as Alertmanager does.
    std::string status;
    std::vector<NotificationAlert> alerts;
    std::string reason;
    TextPairs groupLabels;
    TextPairs commonLabels;
    TextPairs commonAnnotations;
    TextPairs routeLabels; ///< As the routes have them: templates themselves, unless routeLabelsRendered.
    bool routeLabelsRendered = false;
    std::string externalUrl;
};

/// With all fields and methods, made once for all templates of a notification.
Value notificationValue(const NotificationData& data);
/// A map with the methods of KV: SortedPairs, Remove, Names, Values, String.
Value pairsValue(TextPairs pairs);

} // namespace hearth::templates
