// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/url.h"

#include <fmt/format.h>

#include "base/text.h"
#include "http/curl_handles.h"

namespace hearth::http {
namespace {

std::string part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, which == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0) != CURLUE_OK) {
        return {};
    }
    std::string value(text);
    curl_free(text);
    return value;
}

} // namespace

std::string Url::authority() const {
    return fmt::format(fmt::runtime(host.contains(':') ? "[{}]:{}" : "{}:{}"), host, port);
}

Result<Url> parseUrl(const std::string& text) {
    const UrlHandle handle(curl_url());
    const auto error = curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME);
    if (error != CURLUE_OK) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("{} is not a URL: {}", quoteGo(text), curl_url_strerror(error)));
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
