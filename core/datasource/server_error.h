// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "http/transport.h"

namespace hearth::datasource {

/// What a server said went wrong, as an Error: by its errorType, else by its status. `expression` is the query that was
/// sent, empty for other requests; a position in the message (`1:5: parse error: ...`) becomes a range in it.
/// Threads: thread-safe.
Error serverError(const http::ClientResponse& response, const std::string& url, std::string_view expression);

/// What kept the request from being answered at all.
Error connectionError(const Error& error, const std::string& url);

} // namespace hearth::datasource
