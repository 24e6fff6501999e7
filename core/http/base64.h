// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hearth::http {

/// Standard base64 with padding (RFC 4648, section 4). Threads: thread-safe.
std::string base64(std::string_view bytes);

} // namespace hearth::http
