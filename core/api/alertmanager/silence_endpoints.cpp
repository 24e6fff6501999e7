// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "api/alertmanager/answer.h"
#include "api/alertmanager/endpoints.h"
#include "api/alertmanager/json.h"
#include "api/alertmanager/posted.h"
#include "base/text.h"

namespace hearth::api::alertmanager {
namespace {

using datasource::AlertmanagerSource;
using http::ServerRequest;
using http::ServerResponse;

/// 8-4-4-4-12 hexadecimal digits.
bool isUuid(std::string_view text) {
    constexpr std::size_t kSize = 36;
    constexpr std::string_view kForm = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
    if (text.size() != kSize) {
        return false;
    }
    for (std::size_t i = 0; i < kSize; ++i) {
        const bool good =
            kForm[i] == '-' ? text[i] == '-' : std::string_view("0123456789abcdefABCDEF").contains(text[i]);
        if (!good) {
            return false;
        }
    }
    return true;
}

ServerResponse getSilences(AlertmanagerSource& source, const ServerRequest& request) {
    const auto silences = source.silences({.filter = request.parameterValues("filter"),
                                           .active = switchOf(request, "active"),
                                           .pending = switchOf(request, "pending"),
                                           .expired = switchOf(request, "expired")},
                                          request.canceled);
    return silences ? jsonAnswer(200, listJson(*silences, writeSilence)) : errorAnswer(silences.error());
}

ServerResponse postSilence(AlertmanagerSource& source, const ServerRequest& request) {
    const auto posted = readPostedSilence(request);
    if (!posted) {
        return posted.error();
    }
    const auto id = source.setSilence(*posted, request.canceled);
    if (!id) {
        return errorAnswer(id.error());
    }
    std::string text;
    JsonWriter json(text);
    json.beginObject().field("silenceID", *id).endObject();
    return jsonAnswer(200, std::move(text));
}

ServerResponse oneSilence(AlertmanagerSource& source, const Call& call) {
    const auto& id = call.argument;
    if (!isUuid(id)) {
        return checkAnswer(422, kBadFormat, fmt::format("silenceID in path must be of type uuid: {}", quoteGo(id)));
    }
    const auto failed = [](const Error& error) {
        return error.code() == ErrorCode::kNotFound ? ServerResponse{404, {}, {}} : errorAnswer(error);
    };
    if (call.request.method == "DELETE") {
        const auto done = source.expireSilence(id, call.request.canceled);
        return done ? emptyAnswer() : failed(done.error());
    }
    const auto silence = source.silence(id, call.request.canceled);
    if (!silence) {
        return failed(silence.error());
    }
    std::string text;
    JsonWriter json(text);
    writeSilence(json, *silence);
    return jsonAnswer(200, std::move(text));
}

} // namespace

void addSilenceRoutes(Routes& routes, AlertmanagerSource& source) {
    routes.push_back({.path = "/api/v2/silences", .methods = {"GET", "POST"}, .endpoint = [&source](const Call& call) {
                          return call.request.method == "GET" ? getSilences(source, call.request)
                                                              : postSilence(source, call.request);
                      }});
    routes.push_back({.path = "/api/v2/silence/:id",
                      .methods = {"DELETE", "GET"},
                      .endpoint = [&source](const Call& call) { return oneSilence(source, call); }});
}

} // namespace hearth::api::alertmanager
