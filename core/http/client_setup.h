// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "http/curl_handles.h"
#include "http/options.h"
#include "http/url.h"

namespace hearth::http {

/// Lists that an easy handle reads while its transfer lasts.
struct SetupLists {
    TextList headers;
    TextList proxyHeaders;
    TextList connectTo;
};

/// Sets what ClientOptions say of TLS, proxies, redirects and the protocol version on an easy handle that was reset.
/// `options` and `lists` must outlive the transfer.
/// Threads: thread-compatible.
void applyOptions(CURL* easy, const ClientOptions& options, SetupLists& lists);

/// What applyOptions() sets of TLS alone. Threads: thread-compatible.
void applyTls(CURL* easy, const TlsOptions& tls);

/// Makes TLS ask for and check `serverName` while the connection goes to the URL's own host. Returns the URL to set in
/// place of `url`; adds the `Host` header that the server is to see.
std::string withServerName(CURL* easy, const std::string& url, const Url& parts, const std::string& serverName,
                           SetupLists& lists);

} // namespace hearth::http
