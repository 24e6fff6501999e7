// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "base/error.h"

namespace hearth::tsdb {

/// A file of head chunks as text, for people: one line a chunk, then its samples, indented. A torn end is a line;
/// kCorruption (after the lines of what could be read) where the file is damaged. Threads: thread-safe.
Result<void> printHeadChunks(std::span<const std::byte> bytes, const std::function<void(std::string_view)>& line);

} // namespace hearth::tsdb
