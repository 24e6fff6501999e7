// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "http/server.h"

namespace hearth::http {

/// How a response's body is packed for the way (RFC 9110, section 8.4).
enum class ContentCoding : std::uint8_t { kIdentity, kGzip, kDeflate };

/// Smaller bodies are sent as they are: the headers alone would eat the gain.
inline constexpr std::size_t kMinCompressedBytes = 1024;

/// What an `Accept-Encoding` header asks for: gzip before deflate, neither where it is refused with `q=0`.
/// Threads: thread-safe.
ContentCoding chooseContentCoding(std::string_view acceptEncoding);

/// Packs the body and says so in the headers, unless it is small, already packed, or would not shrink.
/// Cost: linear in the body; call it off the net threads.
void applyContentCoding(ServerResponse& response, ContentCoding coding);

} // namespace hearth::http
