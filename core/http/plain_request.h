// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/transport.h"

namespace hearth::http {

/// Where a plain request goes; views into its URL.
struct PlainTarget {
    std::string_view authority; ///< `host:port` as the URL states it.
    std::string_view host;      ///< IPv6 addresses without brackets.
    std::uint16_t port = 80;
    std::string_view path; ///< With the query; empty, or begins with '/' or '?'.
};

/// The target of a request that needs nothing of libcurl: GET over http without a body, a proxy, a unix socket, or
/// anything in its URL that would have to be rewritten. Nothing where it needs more. Threads: thread-safe.
std::optional<PlainTarget> plainTargetOf(const ClientRequest& request);

/// Appends the request as it is sent; false where only libcurl may send it (headers that frame the message), or where
/// libcurl's way is to say what is wrong (line breaks in headers, unreadable credential files).
bool appendPlainRequest(std::string& out, const PlainTarget& target, const ClientRequest& request,
                        std::string_view userAgent);

} // namespace hearth::http
