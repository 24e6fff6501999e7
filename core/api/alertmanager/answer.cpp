// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/alertmanager/answer.h"

#include "base/json_writer.h"

namespace hearth::api::alertmanager {
namespace {

int statusOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kLimit:
        return 400;
    case ErrorCode::kNotFound:
        return 404;
    case ErrorCode::kUnavailable:
    case ErrorCode::kTimeout:
    case ErrorCode::kCanceled:
        return 503;
    default:
        return 500;
    }
}

} // namespace

http::ServerResponse jsonAnswer(int status, std::string json) {
    auto response = http::ServerResponse::json(status, std::move(json));
    response.body += '\n';
    return response;
}

http::ServerResponse emptyAnswer() {
    return {200, {}, {}};
}

http::ServerResponse textAnswer(int status, std::string_view message) {
    std::string json;
    appendJsonString(json, message);
    return jsonAnswer(status, std::move(json));
}

http::ServerResponse checkAnswer(int status, int code, std::string_view message) {
    std::string text;
    JsonWriter json(text);
    json.beginObject().key("code").number(code).field("message", message).endObject();
    return http::ServerResponse::json(status, std::move(text));
}

http::ServerResponse errorAnswer(const Error& error) {
    return textAnswer(statusOf(error.code()), error.message());
}

} // namespace hearth::api::alertmanager
