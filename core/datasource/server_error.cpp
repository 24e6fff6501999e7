// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/server_error.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "base/text.h"
#include "datasource/json_document.h"

namespace hearth::datasource {
namespace {

/// A plain-text answer is quoted up to here.
constexpr std::size_t kMaxQuotedBytes = 200;
/// VictoriaMetrics answers unknown paths with 400 and this text.
constexpr std::string_view kUnknownPathText = "unsupported path requested";
constexpr std::string_view kQueryPrefix = "invalid parameter \"query\": ";

struct ErrorAnswer {
    std::string type;
    std::string message;
};

/// The envelope `{"status":"error","errorType":...,"error":...}`; nothing for other bodies.
std::optional<ErrorAnswer> readEnvelope(const std::string& body) {
    const auto document = parseJson(body);
    if (!document || !document->is_object()) {
        return std::nullopt;
    }
    JsonReader reader;
    ErrorAnswer answer{reader.text(*document, "errorType"), reader.text(*document, "error")};
    if (!reader.ok() || answer.message.empty()) {
        return std::nullopt;
    }
    return answer;
}

ErrorCode codeOfStatus(int status) {
    switch (status) {
    case 400:
    case 422:
        return ErrorCode::kInvalidArgument;
    case 404:
    case 405:
    case 501:
        return ErrorCode::kUnsupported;
    case 413:
    case 429:
        return ErrorCode::kLimit;
    case 499:
        return ErrorCode::kCanceled;
    case 401:
    case 403:
    case 502:
    case 503:
        return ErrorCode::kUnavailable;
    case 504:
        return ErrorCode::kTimeout;
    default:
        return ErrorCode::kInternal;
    }
}

ErrorCode codeOfType(std::string_view type, int status) {
    if (type == "bad_data") {
        return ErrorCode::kInvalidArgument;
    }
    if (type == "timeout") {
        return ErrorCode::kTimeout;
    }
    if (type == "canceled") {
        return ErrorCode::kCanceled;
    }
    if (type == "unavailable") {
        return ErrorCode::kUnavailable;
    }
    if (type == "not_found") {
        return ErrorCode::kNotFound;
    }
    if (type == "internal" || type == "execution") {
        return ErrorCode::kInternal;
    }
    return codeOfStatus(status); // VictoriaMetrics puts the status here.
}

std::optional<std::size_t> takeNumber(std::string_view& text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

/// The byte offset of a line and column from 1; the end where the text is shorter.
std::size_t offsetOf(std::string_view text, std::size_t line, std::size_t column) {
    std::size_t start = 0;
    for (; line > 1; --line) {
        const auto end = text.find('\n', start);
        if (end == std::string_view::npos) {
            return text.size();
        }
        start = end + 1;
    }
    return std::min(start + column - 1, text.size());
}

/// `3:14: parse error: ...` states where; the range is that one byte, or empty at the end of the text.
std::optional<SourceRange> statedRange(std::string_view message, std::string_view expression) {
    const auto line = takeNumber(message);
    if (!line || *line == 0 || !message.starts_with(':')) {
        return std::nullopt;
    }
    message.remove_prefix(1);
    const auto column = takeNumber(message);
    if (!column || *column == 0 || !message.starts_with(": parse error:")) {
        return std::nullopt;
    }
    const auto begin = offsetOf(expression, *line, *column);
    return SourceRange{static_cast<std::uint32_t>(begin),
                       static_cast<std::uint32_t>(std::min(begin + 1, expression.size()))};
}

std::string plainMessage(const http::ClientResponse& response, const std::string& url) {
    const auto status = fmt::format("{} {}", response.status, response.reason);
    switch (response.status) {
    case 401:
    case 403:
        return fmt::format("{} refused the credentials ({})", url, status);
    case 404:
        return fmt::format("{} has no such endpoint ({})", url, status);
    case 503:
        if (!http::headerValue(response.headers, "X-Prometheus-Stopping").empty()) {
            return fmt::format("the server at {} is starting or stopping, try again soon", url);
        }
        break;
    default:
        break;
    }
    const auto quoted = trim(std::string_view(response.body).substr(0, kMaxQuotedBytes));
    const bool sayable = !quoted.empty() && !quoted.starts_with('<') && isValidUtf8(quoted);
    return sayable ? fmt::format("{} answered {}: {}", url, status, quoted)
                   : fmt::format("{} answered {}", url, status);
}

} // namespace

Error serverError(const http::ClientResponse& response, const std::string& url, std::string_view expression) {
    const auto envelope = readEnvelope(response.body);
    if (!envelope && response.body.contains(kUnknownPathText)) {
        return Error(ErrorCode::kUnsupported, url + " has no such endpoint");
    }
    if (!envelope) {
        return Error(codeOfStatus(response.status), plainMessage(response, url));
    }
    const auto code = codeOfType(envelope->type, response.status);
    std::string_view message = envelope->message;
    if (expression.empty()) {
        return Error(code, std::string(message));
    }
    if (message.starts_with(kQueryPrefix)) {
        message.remove_prefix(kQueryPrefix.size());
    }
    const auto range = statedRange(message, expression);
    return range ? Error(code, std::string(message), *range) : Error(code, std::string(message));
}

Error connectionError(const Error& error, const std::string& url) {
    // `Get "<url>": reason`: the reader knows the request, not the reason.
    const auto& message = error.message();
    const auto quoted = message.find("\": ");
    const auto reason = quoted == std::string::npos ? message : message.substr(quoted + 3);
    switch (error.code()) {
    case ErrorCode::kCanceled:
    case ErrorCode::kInvalidArgument:
        return error;
    case ErrorCode::kTimeout:
        return Error(ErrorCode::kTimeout, fmt::format("{} did not answer in time", url));
    case ErrorCode::kLimit:
        return Error(ErrorCode::kLimit, fmt::format("the answer of {} is too large: {}", url, reason));
    default:
        return Error(ErrorCode::kUnavailable, fmt::format("cannot reach {}: {}", url, reason));
    }
}

} // namespace hearth::datasource
