// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "api/alertmanager/answer.h"
#include "api/alertmanager/endpoints.h"
#include "api/alertmanager/json.h"
#include "api/alertmanager/posted.h"
#include "api/prometheus/request_values.h"
#include "datasource/receiver_test_json.h"

namespace hearth::api::alertmanager {
namespace {

using datasource::AlertmanagerSource;
using http::ServerRequest;
using http::ServerResponse;

Result<std::string> fingerprintOf(const ServerRequest& request) {
    constexpr std::size_t kDigits = 16;
    const auto text = request.parameter("fingerprint");
    if (text.size() != kDigits || text.find_first_not_of("0123456789abcdef") != std::string_view::npos) {
        return badParameter("fingerprint", "it takes 16 hexadecimal digits");
    }
    return std::string(text);
}

Result<std::vector<datasource::TraceEvent>> traceOf(AlertmanagerSource& source, const ServerRequest& request) {
    const auto fingerprint = HEARTH_TRY(fingerprintOf(request));
    const auto start = HEARTH_TRY(optionalTime(request, "start"));
    const auto end = HEARTH_TRY(optionalTime(request, "end"));
    return source.trace(fingerprint, {start.value_or(0), end.value_or(model::kMaxTimestamp)}, request.canceled);
}

Result<std::vector<datasource::AlertTransition>> historyOf(AlertmanagerSource& source, const ServerRequest& request) {
    datasource::AlertHistoryQuery query;
    query.start = HEARTH_TRY(optionalTime(request, "start"));
    query.end = HEARTH_TRY(optionalTime(request, "end"));
    query.limit = HEARTH_TRY(limitOf(request));
    query.filter = request.parameterValues("filter");
    if (request.hasParameter("fingerprint")) {
        query.fingerprint = HEARTH_TRY(fingerprintOf(request));
    }
    return source.history(query, request.canceled);
}

ServerResponse testReceiver(AlertmanagerSource& source, const ServerRequest& request) {
    const auto query = readPostedReceiverTest(request);
    if (!query) {
        return query.error();
    }
    const auto test = source.testReceiver(*query, request.canceled);
    return test ? jsonAnswer(200, datasource::receiverTestJson(*test)) : errorAnswer(test.error());
}

} // namespace

void addTraceRoutes(Routes& routes, AlertmanagerSource& source) {
    routes.push_back({.path = "/api/v2/hearth/deliveries", .methods = {"GET"}, .endpoint = [&source](const Call& call) {
                          const auto deliveries = source.lastDeliveries(call.request.canceled);
                          return deliveries ? jsonAnswer(200, datasource::lastDeliveriesJson(*deliveries))
                                            : errorAnswer(deliveries.error());
                      }});
    routes.push_back({.path = "/api/v2/receivers/test", .methods = {"POST"}, .endpoint = [&source](const Call& call) {
                          return testReceiver(source, call.request);
                      }});
    routes.push_back({.path = "/api/v2/hearth/trace", .methods = {"GET"}, .endpoint = [&source](const Call& call) {
                          const auto events = traceOf(source, call.request);
                          return events ? jsonAnswer(200, listJson(*events, writeTraceEvent))
                                        : errorAnswer(events.error());
                      }});
    routes.push_back({.path = "/api/v2/hearth/history", .methods = {"GET"}, .endpoint = [&source](const Call& call) {
                          const auto turns = historyOf(source, call.request);
                          return turns ? jsonAnswer(200, listJson(*turns, writeTransition))
                                       : errorAnswer(turns.error());
                      }});
}

} // namespace hearth::api::alertmanager
