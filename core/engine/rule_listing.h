// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/error.h"
#include "datasource/rule_types.h"
#include "rules/snapshot.h"

/// What the rules' manager reports, as a DataSource says it.
namespace hearth::engine {

/// Which of `groups` (sorted by file and name) a query asks for. kInvalidArgument, with Prometheus's text, for a bad
/// selector and for a token that names none of the groups. Prometheus: web/api/v1, rules.
Result<datasource::RuleGroups> listRules(const std::vector<rules::GroupSnapshot>& groups,
                                         const datasource::RulesQuery& query);

/// The alerts of all rules that are pending or firing.
std::vector<datasource::Alert> listAlerts(const std::vector<rules::GroupSnapshot>& groups);

/// What names a group as the beginning of a page: the SHA-256 of `file;name` in hexadecimal digits.
std::string groupToken(const rules::GroupSnapshot& group);

} // namespace hearth::engine
