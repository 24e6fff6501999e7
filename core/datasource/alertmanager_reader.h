// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "datasource/alertmanager_types.h"

/// Readers of what Alertmanager's API v2 says, one an endpoint, and of the bodies that it is sent. kCorruption says
/// what is not as it should be. Threads: thread-safe.
namespace hearth::datasource {

/// /status
Result<AlertmanagerStatus> readAlertmanagerStatus(std::string_view json);
/// /receivers
Result<std::vector<AlertReceiver>> readReceivers(std::string_view json);
/// /alerts
Result<std::vector<ReceivedAlert>> readReceivedAlerts(std::string_view json);
/// /alerts/groups
Result<std::vector<AlertGroup>> readAlertGroups(std::string_view json);
/// /silences
Result<std::vector<Silence>> readSilences(std::string_view json);
/// /silence/{id}
Result<Silence> readSilence(std::string_view json);
/// The answer to a POST of /silences.
Result<std::string> readSilenceId(std::string_view json);
/// Hearth's own /hearth/trace and /hearth/history.
Result<std::vector<TraceEvent>> readTrace(std::string_view json);
Result<std::vector<AlertTransition>> readHistory(std::string_view json);

} // namespace hearth::datasource
