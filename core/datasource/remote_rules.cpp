// SPDX-License-Identifier: GPL-3.0-or-later
// What a RemoteDataSource asks about rules and alerts.
#include "datasource/remote_data_source.h"
#include "datasource/rule_reader.h"

namespace hearth::datasource {
namespace {

void addAll(http::Parameters& parameters, const char* name, const std::vector<std::string>& values) {
    for (const auto& value : values) {
        parameters.emplace_back(name, value);
    }
}

http::Parameters parametersOf(const RulesQuery& query) {
    http::Parameters parameters;
    if (query.type) {
        parameters.emplace_back("type", std::string(ruleTypeFilterText(*query.type)));
    }
    addAll(parameters, "rule_name[]", query.ruleNames);
    addAll(parameters, "rule_group[]", query.groups);
    addAll(parameters, "file[]", query.files);
    addAll(parameters, "match[]", query.selectors);
    if (!query.withAlerts) {
        parameters.emplace_back("exclude_alerts", "true");
    }
    if (query.groupLimit > 0) {
        parameters.emplace_back("group_limit", std::to_string(query.groupLimit));
    }
    if (!query.nextToken.empty()) {
        parameters.emplace_back("group_next_token", query.nextToken);
    }
    return parameters;
}

} // namespace

Result<RuleGroups> RemoteDataSource::rules(const RulesQuery& query, std::stop_token stop) {
    return readRulesAnswer(HEARTH_TRY(get("/api/v1/rules", parametersOf(query), std::move(stop))));
}

Result<std::vector<Alert>> RemoteDataSource::alerts(std::stop_token stop) {
    return readAlertsAnswer(HEARTH_TRY(get("/api/v1/alerts", {}, std::move(stop))));
}

Result<Alertmanagers> RemoteDataSource::alertmanagers(std::stop_token stop) {
    return readAlertmanagersAnswer(HEARTH_TRY(get("/api/v1/alertmanagers", {}, std::move(stop))));
}

} // namespace hearth::datasource
