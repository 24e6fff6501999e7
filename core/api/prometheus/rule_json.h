// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_writer.h"
#include "datasource/rule_types.h"

/// Writers of rules and alerts, as Prometheus's API says them.
/// Threads: thread-safe.
namespace hearth::api {

/// The value of /alerts' `data`.
void writeAlerts(JsonWriter& json, const std::vector<datasource::Alert>& alerts);
/// The value of /rules' `data`; `alerts` of the rules is null where they were not asked for.
void writeRules(JsonWriter& json, const datasource::RuleGroups& rules, bool withAlerts);
/// The value of /alertmanagers' `data`.
void writeAlertmanagers(JsonWriter& json, const datasource::Alertmanagers& alertmanagers);

} // namespace hearth::api
