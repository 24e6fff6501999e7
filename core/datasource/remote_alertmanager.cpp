// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/remote_alertmanager.h"

#include <fmt/format.h>

#include "base/text.h"
#include "datasource/alertmanager_json.h"
#include "datasource/alertmanager_reader.h"
#include "datasource/json_document.h"
#include "datasource/receiver_test_json.h"
#include "datasource/remote_parameters.h"
#include "datasource/server_error.h"
#include "http/url.h"

namespace hearth::datasource {
namespace {

constexpr const char* kApi = "/api/v2";

const char* word(bool value) {
    return value ? "true" : "false";
}

void addAll(http::Parameters& parameters, const char* name, const std::vector<std::string>& values) {
    for (const auto& value : values) {
        parameters.emplace_back(name, value);
    }
}

http::Parameters parametersOf(const ReceivedAlertsQuery& query) {
    http::Parameters parameters = {
        {"active", word(query.active)}, {"silenced", word(query.silenced)}, {"inhibited", word(query.inhibited)}};
    addAll(parameters, "filter", query.filter);
    if (!query.receiver.empty()) {
        parameters.emplace_back("receiver", query.receiver);
    }
    addAll(parameters, "receiver_matchers", query.receiverMatchers);
    return parameters;
}

/// What the body says went wrong: a text, or the `message` of the API's checks; empty where it says nothing.
std::string statedFault(const std::string& body) {
    const auto document = parseJson(body);
    if (!document) {
        return {};
    }
    if (document->is_string()) {
        return document->get<std::string>();
    }
    JsonReader reader;
    return document->is_object() ? reader.text(*document, "message") : std::string();
}

ErrorCode codeOf(const http::ClientResponse& response, std::string_view fault) {
    switch (response.status) {
    case 404:
        return fault.starts_with("path ") ? ErrorCode::kUnsupported : ErrorCode::kNotFound;
    case 410:
        return ErrorCode::kUnsupported;
    case 500: // Alertmanagers before 0.26 answer so where they should say 404.
        return fault == "silence not found" ? ErrorCode::kNotFound : ErrorCode::kInternal;
    default:
        return serverError(response, {}, {}).code();
    }
}

Error faultOf(const http::ClientResponse& response, const std::string& url) {
    const auto fault = statedFault(response.body);
    if (!fault.empty()) {
        return Error(codeOf(response, fault), fault);
    }
    if (response.status == 404 && response.body.empty()) {
        return Error(ErrorCode::kNotFound, "silence not found");
    }
    return serverError(response, url, {});
}

} // namespace

Result<std::unique_ptr<AlertmanagerSource>> RemoteAlertmanager::create(RemoteOptions options) {
    HEARTH_TRY(http::parseUrl(options.url));
    static const SystemClock kClock;
    auto make = [userAgent = options.userAgent] { return http::makeCurlTransport(userAgent); };
    return std::make_unique<RemoteAlertmanager>(std::move(options), std::move(make), kClock);
}

RemoteAlertmanager::RemoteAlertmanager(RemoteOptions options, TransportPool::Make makeTransport, const Clock& clock)
    : m_options([&options] {
        options.url.erase(options.url.find_last_not_of('/') + 1);
        return std::move(options);
    }())
    , m_clock(clock)
    , m_transports(std::move(makeTransport)) {}

Result<std::string> RemoteAlertmanager::exchange(http::ClientRequest request, std::stop_token stop) {
    request.timeout = m_options.timeout;
    request.maxBodyBytes = m_options.maxAnswerBytes;
    request.options = m_options.client;
    const auto shown = http::redactUrl(m_options.url);
    auto response = m_transports.exchange(m_clock, std::move(request), std::move(stop));
    if (!response) {
        return std::unexpected(connectionError(response.error(), shown));
    }
    if (response->status / 100 != 2) {
        return std::unexpected(faultOf(*response, shown));
    }
    return std::move(response->body);
}

Result<std::string> RemoteAlertmanager::get(const std::string& path, const http::Parameters& parameters,
                                            std::stop_token stop) {
    http::ClientRequest request;
    request.url = m_options.url + kApi + path;
    if (!parameters.empty()) {
        request.url += "?" + http::encodeParameters(parameters);
    }
    return exchange(std::move(request), std::move(stop));
}

Result<std::string> RemoteAlertmanager::send(const char* method, const std::string& path, std::string json,
                                             std::stop_token stop) {
    http::ClientRequest request;
    request.method = method;
    request.url = m_options.url + path;
    if (!json.empty()) {
        request.headers = {{"Content-Type", "application/json"}};
        request.body = std::move(json);
    }
    return exchange(std::move(request), std::move(stop));
}

Result<AlertmanagerStatus> RemoteAlertmanager::status(std::stop_token stop) {
    return readAlertmanagerStatus(HEARTH_TRY(get("/status", {}, std::move(stop))));
}

Result<std::vector<AlertReceiver>> RemoteAlertmanager::receivers(const std::vector<std::string>& matchers,
                                                                 std::stop_token stop) {
    http::Parameters parameters;
    addAll(parameters, "receiver_matchers", matchers);
    return readReceivers(HEARTH_TRY(get("/receivers", parameters, std::move(stop))));
}

Result<std::vector<ReceivedAlert>> RemoteAlertmanager::alerts(const ReceivedAlertsQuery& query, std::stop_token stop) {
    return readReceivedAlerts(HEARTH_TRY(get("/alerts", parametersOf(query), std::move(stop))));
}

Result<std::vector<AlertGroup>> RemoteAlertmanager::groups(const ReceivedAlertsQuery& query, std::stop_token stop) {
    auto parameters = parametersOf(query);
    parameters.emplace_back("muted", word(query.muted));
    return readAlertGroups(HEARTH_TRY(get("/alerts/groups", parameters, std::move(stop))));
}

Result<void> RemoteAlertmanager::post(const std::vector<PostedAlert>& alerts, std::stop_token stop) {
    HEARTH_TRY(send("POST", std::string(kApi) + "/alerts", postedAlertsJson(alerts), std::move(stop)));
    return {};
}

Result<std::vector<Silence>> RemoteAlertmanager::silences(const SilencesQuery& query, std::stop_token stop) {
    http::Parameters parameters = {
        {"active", word(query.active)}, {"pending", word(query.pending)}, {"expired", word(query.expired)}};
    addAll(parameters, "filter", query.filter);
    return readSilences(HEARTH_TRY(get("/silences", parameters, std::move(stop))));
}

Result<Silence> RemoteAlertmanager::silence(const std::string& id, std::stop_token stop) {
    return readSilence(HEARTH_TRY(get("/silence/" + http::percentEncode(id), {}, std::move(stop))));
}

Result<std::string> RemoteAlertmanager::setSilence(const Silence& silence, std::stop_token stop) {
    const auto path = fmt::format("{}/silences", kApi);
    return readSilenceId(HEARTH_TRY(send("POST", path, postedSilenceJson(silence), std::move(stop))));
}

Result<void> RemoteAlertmanager::expireSilence(const std::string& id, std::stop_token stop) {
    const auto path = fmt::format("{}/silence/{}", kApi, http::percentEncode(id));
    HEARTH_TRY(send("DELETE", path, {}, std::move(stop)));
    return {};
}

Result<std::vector<TraceEvent>> RemoteAlertmanager::trace(const std::string& fingerprint, model::TimeRange range,
                                                          std::stop_token stop) {
    http::Parameters parameters = {{"fingerprint", fingerprint}};
    addTimes(parameters, range.begin > 0 ? std::optional(range.begin) : std::nullopt,
             range.end < model::kMaxTimestamp ? std::optional(range.end) : std::nullopt);
    return readTrace(HEARTH_TRY(get("/hearth/trace", parameters, std::move(stop))));
}

Result<std::vector<AlertTransition>> RemoteAlertmanager::history(const AlertHistoryQuery& query, std::stop_token stop) {
    http::Parameters parameters;
    addTimes(parameters, query.start, query.end);
    if (!query.fingerprint.empty()) {
        parameters.emplace_back("fingerprint", query.fingerprint);
    }
    addAll(parameters, "filter", query.filter);
    if (query.limit > 0) {
        parameters.emplace_back("limit", std::to_string(query.limit));
    }
    return readHistory(HEARTH_TRY(get("/hearth/history", parameters, std::move(stop))));
}

Result<std::vector<LastDelivery>> RemoteAlertmanager::lastDeliveries(std::stop_token stop) {
    return readLastDeliveries(HEARTH_TRY(get("/hearth/deliveries", {}, std::move(stop))));
}

Result<ReceiverTest> RemoteAlertmanager::testReceiver(const ReceiverTestQuery& query, std::stop_token stop) {
    const auto path = fmt::format("{}/receivers/test", kApi);
    return readReceiverTest(HEARTH_TRY(send("POST", path, receiverTestQueryJson(query), std::move(stop))));
}

Result<void> RemoteAlertmanager::reload(std::stop_token stop) {
    auto done = send("POST", "/-/reload", {}, std::move(stop));
    if (done) {
        return {};
    }
    const auto& message = done.error().message();
    const auto reason = message.find("failed to reload config: ");
    if (reason == std::string::npos) {
        return std::unexpected(std::move(done).error());
    }
    return fail(ErrorCode::kInvalidArgument, message.substr(reason));
}

} // namespace hearth::datasource
