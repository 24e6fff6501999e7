// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth {

/// One-shot compression. Decompressors refuse (kLimit) to produce more than `maxBytes`, and say kCorruption for damaged
/// input. Threads: thread-safe.

Result<void> gzipDecompress(std::string_view compressed, std::string& out, std::size_t maxBytes);
std::string gzipCompress(std::string_view bytes, int level = 1);
/// The zlib format, which HTTP calls "deflate".
std::string zlibCompress(std::string_view bytes, int level = 1);

/// Snappy's block format, without framing.
Result<void> snappyDecompress(std::string_view compressed, std::string& out, std::size_t maxBytes);
void snappyCompress(std::string_view bytes, std::string& out);

Result<void> zstdDecompress(std::string_view compressed, std::string& out, std::size_t maxBytes);
void zstdCompress(std::string_view bytes, std::string& out, int level = 1);
/// The same for many small inputs (up to some ten KiB): a few KiB of tables instead of hundreds.
void zstdCompressSmall(std::string_view bytes, std::string& out);

} // namespace hearth
