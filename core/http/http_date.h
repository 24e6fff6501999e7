// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace hearth::http {

/// `Sun, 06 Nov 1994 08:49:37 GMT`: the form of dates in HTTP headers (RFC 9110, section 5.6.7).
/// Threads: thread-safe.
std::string httpDate(std::chrono::sys_seconds time);

} // namespace hearth::http
