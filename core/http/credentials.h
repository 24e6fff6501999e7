// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/message.h"
#include "http/options.h"

namespace hearth::http {

/// Secret files are read up to here.
inline constexpr std::uint64_t kMaxSecretFileBytes = 1U << 20U;

/// `text` itself, or the contents of `file` where one is named, without white space at the end. kInvalidArgument says
/// that the file of `what` ("basic auth password") cannot be read.
Result<std::string> secretOrFile(const std::string& text, const std::string& file, std::string_view what);

/// The headers that the options add to each request: `Authorization` of basic and bearer credentials, and the
/// configured `http_headers`. Files are read now, so that a changed secret counts from the next request on.
/// kInvalidArgument names the file that cannot be read. OAuth 2 is done by
/// OAuth2Transport.
/// Threads: thread-safe.
Result<std::vector<Header>> headersOf(const ClientOptions& options);

} // namespace hearth::http
