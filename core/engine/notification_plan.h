// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "config/alertmanager.h"
#include "datasource/notification_plan.h"

namespace hearth::engine {

/// Reads a configuration as an Alertmanager's status states it: secrets may be masked, and entries of Hearth's own
/// kinds may stand in comments. kInvalidArgument with line and reason. Threads: thread-safe.
Result<std::shared_ptr<const datasource::NotificationPlan>>
readNotificationPlan(const std::string& config, const config::AlertmanagerDialect& dialect);

} // namespace hearth::engine
