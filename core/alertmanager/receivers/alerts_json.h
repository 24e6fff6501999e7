// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "alertmanager/notify/integration.h"
#include "template/notification_data.h"

namespace hearth::alertmanager {

/// What webhooks are told, version 4. `data` may hold fewer alerts than the notification; the rest is counted.
/// Alertmanager: webhook.Message.
std::string webhookJson(const templates::NotificationData& data, const Notification& notification);

} // namespace hearth::alertmanager
