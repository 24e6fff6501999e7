// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "datasource/rule_types.h"

/// Readers of the answers about rules and alerts, as those in answer_reader.h.
/// Threads: thread-safe.
namespace hearth::datasource {

/// /rules
Result<RuleGroups> readRulesAnswer(std::string_view json);
/// /alerts
Result<std::vector<Alert>> readAlertsAnswer(std::string_view json);
/// /alertmanagers
Result<Alertmanagers> readAlertmanagersAnswer(std::string_view json);

} // namespace hearth::datasource
