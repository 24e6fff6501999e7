// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/answer.h"

namespace hearth::api {
namespace {

struct Spelling {
    int status;
    std::string_view word;
};

Spelling spellingOf(ErrorType type) {
    switch (type) {
    case ErrorType::kBadData:
        return {400, "bad_data"};
    case ErrorType::kExecution:
        return {422, "execution"};
    case ErrorType::kCanceled:
        return {499, "canceled"};
    case ErrorType::kTimeout:
        return {503, "timeout"};
    case ErrorType::kUnavailable:
        return {500, "unavailable"};
    case ErrorType::kNotFound:
        return {404, "not_found"};
    case ErrorType::kInternal:
        break;
    }
    return {500, "internal"};
}

ErrorType typeOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::kInvalidArgument:
        return ErrorType::kBadData;
    case ErrorCode::kNotFound:
        return ErrorType::kNotFound;
    case ErrorCode::kTimeout:
        return ErrorType::kTimeout;
    case ErrorCode::kCanceled:
        return ErrorType::kCanceled;
    case ErrorCode::kUnavailable:
        return ErrorType::kUnavailable;
    default:
        return ErrorType::kInternal;
    }
}

} // namespace

http::ServerResponse errorAnswer(ErrorType type, std::string_view message) {
    const auto [status, word] = spellingOf(type);
    std::string body;
    JsonWriter json(body);
    json.beginObject().field("status", "error").field("errorType", word).field("error", message).endObject();
    return http::ServerResponse::json(status, std::move(body));
}

http::ServerResponse unknownPathAnswer() {
    return http::ServerResponse::text(404, "404 page not found\n");
}

http::ServerResponse errorAnswer(const Error& error) {
    return error.code() == ErrorCode::kUnsupported ? unknownPathAnswer()
                                                   : errorAnswer(typeOf(error.code()), error.message());
}

http::ServerResponse queryErrorAnswer(const Error& error) {
    switch (error.code()) {
    case ErrorCode::kInvalidArgument:
        return errorAnswer(ErrorType::kBadData, "invalid parameter \"query\": " + error.message());
    case ErrorCode::kLimit:
    case ErrorCode::kInternal:
        return errorAnswer(ErrorType::kExecution, error.message());
    default:
        return errorAnswer(error);
    }
}

SuccessAnswer::SuccessAnswer()
    : m_json(m_text) {
    m_json.beginObject().field("status", "success").key("data");
}

void SuccessAnswer::appendList(std::string_view name, const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return;
    }
    m_json.key(name).beginArray();
    for (const auto& text : texts) {
        m_json.string(text);
    }
    m_json.endArray();
}

http::ServerResponse SuccessAnswer::take(const std::vector<std::string>& warnings,
                                         const std::vector<std::string>& infos) {
    appendList("warnings", warnings);
    appendList("infos", infos);
    m_json.endObject();
    return http::ServerResponse::json(200, std::move(m_text));
}

} // namespace hearth::api
