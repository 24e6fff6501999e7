// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/url.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <fmt/format.h>
#include <optional>

#include "base/text.h"
#include "http/curl_handles.h"

namespace hearth::http {
namespace {

std::string part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl().urlGet(url, which, &text, which == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0) != CURLUE_OK) {
        return {};
    }
    std::string value(text);
    curl().free(text);
    return value;
}

/// A name in small letters or an IPv4 address as it is mostly written.
bool isSimpleHost(const std::string& host) {
    if (host.find_first_not_of("0123456789.") == std::string::npos) {
        in_addr address{};
        return ::inet_pton(AF_INET, host.c_str(), &address) == 1;
    }
    return std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
}

bool isSimplePort(std::string_view port) {
    constexpr std::size_t kMostDigits = 4; // five may be too many
    return !port.empty() && port.size() <= kMostDigits + 1 && port.front() != '0' &&
           port.find_first_not_of("0123456789") == std::string_view::npos &&
           (port.size() <= kMostDigits || port <= "65535");
}

/// URLs that need no decoding and no library; nothing for others, good or bad.
std::optional<Url> parseSimpleUrl(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kSchemes{{{"http", "80"}, {"https", "443"}}};
    for (const auto& [scheme, defaultPort] : kSchemes) {
        if (!text.starts_with(scheme) || !text.substr(scheme.size()).starts_with("://")) {
            continue;
        }
        const auto rest = text.substr(scheme.size() + 3);
        const auto authority = rest.substr(0, rest.find_first_of("/?"));
        const auto colon = std::min(authority.find(':'), authority.size());
        auto path = rest.substr(authority.size());
        path = path.substr(0, path.find('?'));
        Url url{std::string(scheme), std::string(authority.substr(0, colon)),
                std::string(colon < authority.size() ? authority.substr(colon + 1) : defaultPort),
                std::string(path.empty() ? "/" : path)};
        const bool printable = std::ranges::all_of(rest, [](char c) { return c > ' ' && c < '\x7f'; });
        const bool simple = printable && !rest.contains('#') && !path.contains("/.") && isSimpleHost(url.host) &&
                            isSimplePort(url.port);
        return simple && !url.host.empty() ? std::optional(std::move(url)) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::string Url::authority() const {
    return fmt::format(fmt::runtime(host.contains(':') ? "[{}]:{}" : "{}:{}"), host, port);
}

Result<Url> parseUrl(const std::string& text) {
    if (auto simple = parseSimpleUrl(text)) {
        return *std::move(simple);
    }
    HEARTH_TRY(loadCurl());
    const UrlHandle handle(curl().url());
    const auto error = curl().urlSet(handle.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME);
    if (error != CURLUE_OK) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("{} is not a URL: {}", quoteGo(text), curl().urlStrerror(error)));
    }
    Url url{part(handle.get(), CURLUPART_SCHEME), part(handle.get(), CURLUPART_HOST),
            part(handle.get(), CURLUPART_PORT), part(handle.get(), CURLUPART_PATH)};
    if (url.scheme != "http" && url.scheme != "https") {
        return fail(ErrorCode::kInvalidArgument, fmt::format("unsupported protocol scheme {}", quoteGo(url.scheme)));
    }
    if (url.host.starts_with('[') && url.host.ends_with(']')) {
        url.host = url.host.substr(1, url.host.size() - 2);
    }
    return url;
}

std::string redactUrl(const std::string& text) {
    const auto scheme = text.find("://");
    const auto begin = scheme == std::string::npos ? 0 : scheme + 3;
    const auto end = std::min(text.find_first_of("/?#", begin), text.size());
    const auto at = text.rfind('@', end);
    const auto colon = text.find(':', begin);
    if (at == std::string::npos || at < begin || colon > at) {
        return text;
    }
    return text.substr(0, colon + 1) + "xxxxx" + text.substr(at);
}

} // namespace hearth::http
