// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <fmt/format.h>

#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"
#include "api/prometheus/request_values.h"
#include "api/prometheus/rule_json.h"
#include "base/text.h"

namespace hearth::api {
namespace {

using datasource::DataSource;
using datasource::RulesQuery;
using datasource::RuleType;
using http::ServerRequest;
using http::ServerResponse;

Result<std::optional<RuleType>> ruleTypeOf(const ServerRequest& request) {
    const auto text = toLowerAscii(request.parameter("type"));
    for (const auto type : {RuleType::kAlerting, RuleType::kRecording}) {
        if (text == datasource::ruleTypeFilterText(type)) {
            return type;
        }
    }
    if (!text.empty()) {
        return badParameter("type", fmt::format("not supported value {}", quoteGo(text)));
    }
    return std::nullopt;
}

/// Go: strconv.ParseBool, of what was lowered before; false where it is missing.
Result<bool> excludesAlerts(const ServerRequest& request) {
    const auto text = toLowerAscii(request.parameter("exclude_alerts"));
    for (const std::string_view yes : {"1", "t", "true"}) {
        if (text == yes) {
            return true;
        }
    }
    for (const std::string_view no : {"", "0", "f", "false"}) {
        if (text == no) {
            return false;
        }
    }
    return badParameter(
        "exclude_alerts",
        fmt::format("error converting exclude_alerts: strconv.ParseBool: parsing {}: invalid syntax", quoteGo(text)));
}

/// 0 where it is missing.
Result<std::size_t> groupLimitOf(const ServerRequest& request) {
    const auto text = request.parameter("group_limit");
    if (text.empty()) {
        return 0;
    }
    std::int32_t limit = 0;
    const auto digits = text.starts_with('+') ? text.substr(1) : text;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), limit);
    if (error != std::errc() || end != digits.data() + digits.size()) {
        const auto* reason = error == std::errc::result_out_of_range ? "value out of range" : "invalid syntax";
        return badParameter("group_limit", fmt::format("group_limit needs to be a valid number: strconv.ParseInt: "
                                                       "parsing {}: {}",
                                                       quoteGo(text), reason));
    }
    if (limit <= 0) {
        return badParameter("group_limit", "group_limit needs to be greater than 0");
    }
    return static_cast<std::size_t>(limit);
}

Result<RulesQuery> rulesQueryOf(const ServerRequest& request) {
    RulesQuery query;
    query.ruleNames = request.parameterValues("rule_name[]");
    query.groups = request.parameterValues("rule_group[]");
    query.files = request.parameterValues("file[]");
    query.selectors = request.parameterValues("match[]");
    for (const auto& selector : query.selectors) {
        HEARTH_TRY(checkSelector(selector));
    }
    query.type = HEARTH_TRY(ruleTypeOf(request));
    query.withAlerts = !HEARTH_TRY(excludesAlerts(request));
    query.nextToken = request.parameter("group_next_token");
    if (!query.nextToken.empty() && request.parameter("group_limit").empty()) {
        return badParameter("group_next_token", "group_limit needs to be present in order to paginate over the groups");
    }
    query.groupLimit = HEARTH_TRY(groupLimitOf(request));
    return query;
}

ServerResponse rules(DataSource& source, const ServerRequest& request) {
    const auto query = rulesQueryOf(request);
    if (!query) {
        return errorAnswer(query.error());
    }
    const auto found = source.rules(*query, request.canceled);
    if (!found) {
        return errorAnswer(found.error());
    }
    SuccessAnswer success;
    writeRules(success.json(), *found, query->withAlerts);
    return success.take();
}

ServerResponse alerts(DataSource& source, const ServerRequest& request) {
    const auto found = source.alerts(request.canceled);
    if (!found) {
        return errorAnswer(found.error());
    }
    SuccessAnswer success;
    writeAlerts(success.json(), *found);
    return success.take();
}

ServerResponse alertmanagers(DataSource& source, const ServerRequest& request) {
    const auto found = source.alertmanagers(request.canceled);
    if (!found) {
        return errorAnswer(found.error());
    }
    SuccessAnswer success;
    writeAlertmanagers(success.json(), *found);
    return success.take();
}

} // namespace

void addRuleRoutes(Routes& routes, DataSource& source) {
    const std::vector<std::string> get = {"GET"};
    routes.push_back({"/api/v1/rules", get, [&source](const Call& call) { return rules(source, call.request); }});
    routes.push_back({"/api/v1/alerts", get, [&source](const Call& call) { return alerts(source, call.request); }});
    routes.push_back(
        {"/api/v1/alertmanagers", get, [&source](const Call& call) { return alertmanagers(source, call.request); }});
}

} // namespace hearth::api
