// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "http/curl_handles.h"
#include "http/transport.h"

namespace hearth::http {

/// What libcurl knows of a failed transfer.
struct TransferFailure {
    CURLcode code = CURLE_OK;
    int errorNumber = 0;     ///< Of the operating system; 0: none.
    std::string_view detail; ///< libcurl's own words; may be empty.
    bool readingBody = false;
};

/// The failure in the words that Prometheus's users know (Go's net/http):
/// `Get "http://127.0.0.1:9/metrics": dial tcp 127.0.0.1:9: connect: connection refused`.
/// Threads: thread-safe.
Error describeFailure(const TransferFailure& failure, const ClientRequest& request);

/// The same of an exchange that is no HTTP: `dial tcp 127.0.0.1:25: connect: connection refused`. `peer` names the
/// network and the address, `host` is the part that a name server is asked for. Threads: thread-safe.
Error describePeerFailure(const TransferFailure& failure, std::string_view peer, std::string_view host);

/// `Get "<url>": <message>`.
Error requestError(const ClientRequest& request, ErrorCode code, std::string_view message);

} // namespace hearth::http
