// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/plain_request.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "http/credentials.h"

namespace hearth::http {
namespace {

constexpr std::string_view kScheme = "http://";
constexpr std::uint16_t kDefaultPort = 80;

/// Headers that libcurl derives others from.
constexpr std::array<std::string_view, 7> kFraming{"host",    "connection", "content-length", "transfer-encoding",
                                                   "upgrade", "te",         "expect"};

bool isPlain(const ClientOptions& options) {
    return options.proxyUrl.empty() && !options.proxyFromEnvironment && !options.oauth2;
}

bool isPrintable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

/// Names and addresses; what else a host may be made of is libcurl's to decode.
bool isHost(std::string_view host) {
    return !host.empty() && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == ':' || c == '_';
    });
}

bool readPort(std::string_view text, std::uint16_t& port) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port != 0;
}

bool readAuthority(std::string_view authority, PlainTarget& target) {
    target.authority = authority;
    auto rest = authority;
    if (rest.starts_with('[')) {
        const auto close = rest.find(']');
        if (close == std::string_view::npos) {
            return false;
        }
        target.host = rest.substr(1, close - 1);
        rest.remove_prefix(close + 1);
    } else {
        target.host = rest.substr(0, rest.find(':'));
        rest.remove_prefix(target.host.size());
    }
    return isHost(target.host) && (rest.empty() || (rest.starts_with(':') && readPort(rest.substr(1), target.port)));
}

bool appendHeader(std::string& out, std::string_view name, std::string_view value) {
    constexpr std::string_view kForbidden("\r\n\0", 3);
    if (name.empty() || name.find_first_of(kForbidden) != std::string_view::npos ||
        value.find_first_of(kForbidden) != std::string_view::npos ||
        std::ranges::find(kFraming, toLowerAscii(name)) != kFraming.end()) {
        return false;
    }
    out.append(name).append(value.empty() ? ":" : ": ").append(value).append("\r\n");
    return true;
}

bool appendHeaders(std::string& out, const std::vector<Header>& headers) {
    return std::ranges::all_of(headers,
                               [&out](const auto& header) { return appendHeader(out, header.first, header.second); });
}

bool appendConfigured(std::string& out, const ClientRequest& request) {
    if (!request.options) {
        return true;
    }
    const auto headers = headersOf(*request.options);
    return headers && appendHeaders(out, *headers);
}

} // namespace

std::optional<PlainTarget> plainTargetOf(const ClientRequest& request) {
    const std::string_view url = request.url;
    if (request.method != "GET" || !request.body.empty() || !request.unixSocket.empty() || !url.starts_with(kScheme) ||
        (request.options && !isPlain(*request.options))) {
        return std::nullopt;
    }
    const auto rest = url.substr(kScheme.size());
    PlainTarget target;
    const auto authorityEnd = std::min(rest.find_first_of("/?"), rest.size());
    target.path = rest.substr(authorityEnd);
    const bool rewritten = !isPrintable(rest) || rest.contains('#') || target.path.contains("/.");
    if (rewritten || !readAuthority(rest.substr(0, authorityEnd), target)) {
        return std::nullopt;
    }
    return target;
}

bool appendPlainRequest(std::string& out, const PlainTarget& target, const ClientRequest& request,
                        std::string_view userAgent) {
    out.append("GET ")
        .append(target.path.starts_with('/') ? "" : "/")
        .append(target.path)
        .append(" HTTP/1.1\r\nHost: ");
    const auto colon = target.port == kDefaultPort ? target.authority.rfind(":80") : std::string_view::npos;
    out.append(target.authority.ends_with(":80") ? target.authority.substr(0, colon) : target.authority).append("\r\n");
    if (!appendConfigured(out, request) || !appendHeaders(out, request.headers)) {
        return false;
    }
    if (headerValue(request.headers, "Accept").empty()) {
        out += "Accept: */*\r\n";
    }
    if (request.acceptGzip) {
        out += "Accept-Encoding: gzip\r\n";
    }
    if (headerValue(request.headers, "User-Agent").empty()) {
        appendHeader(out, "User-Agent", userAgent);
    }
    out += "\r\n";
    return true;
}

} // namespace hearth::http
