// SPDX-License-Identifier: GPL-3.0-or-later
// What a RemoteDataSource asks about rules and alerts.
#include "datasource/remote_alertmanager.h"
#include "datasource/remote_data_source.h"
#include "datasource/rule_reader.h"
#include "http/url.h"

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

constexpr std::string_view kAlertsPath = "/api/v2/alerts";

bool isLoopback(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "0.0.0.0";
}

/// What a server calls `localhost` is a place on its machine.
std::string seenFromHere(const std::string& url, const http::Url& server) {
    auto named = http::parseUrl(url);
    if (!named || !isLoopback(named->host)) {
        return url;
    }
    named->host = server.host;
    return named->scheme + "://" + named->authority() + (named->path == "/" ? std::string() : named->path);
}

} // namespace

Result<std::string> RemoteDataSource::alertmanagerUrl(std::stop_token stop) {
    if (!m_options.alertmanagerUrl.empty()) {
        return m_options.alertmanagerUrl;
    }
    const auto known = HEARTH_TRY(alertmanagers(std::move(stop)));
    if (known.active.empty()) {
        return fail(ErrorCode::kUnsupported,
                    "the server at " + http::redactUrl(m_options.url) + " sends its alerts to no Alertmanager");
    }
    auto url = known.active.front();
    if (url.ends_with(kAlertsPath)) {
        url.resize(url.size() - kAlertsPath.size());
    }
    return seenFromHere(url, HEARTH_TRY(http::parseUrl(m_options.url)));
}

Result<void> RemoteDataSource::lendAlertmanager(const ForwardingAlertmanager::Ask& ask, std::stop_token stop) {
    std::unique_lock lock(m_mutex);
    auto named = m_named;
    lock.unlock();
    if (named == nullptr) {
        auto options = m_options;
        options.url = HEARTH_TRY(alertmanagerUrl(std::move(stop)));
        const auto host = HEARTH_TRY(http::parseUrl(options.url)).host;
        if (m_options.alertmanagerUrl.empty() && host != HEARTH_TRY(http::parseUrl(m_options.url)).host) {
            options.client = nullptr; // credentials are for the server that they were given for
        }
        named = HEARTH_TRY(RemoteAlertmanager::create(std::move(options)));
        lock.lock();
        m_named = named;
        lock.unlock();
    }
    ask(*named);
    return {};
}

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
