// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/error.h"

namespace hearth::http {

/// The parts of an absolute http or https URL that connecting needs.
struct Url {
    std::string scheme;
    std::string host; ///< IPv6 addresses without brackets.
    std::string port; ///< The scheme's own where the URL states none.
    std::string path; ///< Begins with '/', still percent-encoded; without query.

    /// `host:port`, IPv6 in brackets.
    std::string authority() const;
};

/// kInvalidArgument says what is wrong (`unsupported protocol scheme "ftp"`). Threads: thread-safe.
Result<Url> parseUrl(const std::string& text);

/// The URL for messages: a password in it becomes `xxxxx` (Go: URL.Redacted).
std::string redactUrl(const std::string& text);

} // namespace hearth::http
