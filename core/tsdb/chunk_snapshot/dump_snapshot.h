// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "base/error.h"

namespace hearth::tsdb {

/// A segment of a shutdown snapshot as text, for people: one line a record, one line a thing in it, indented.
/// kCorruption (after the lines of what could be read) where the segment is damaged. Threads: thread-safe.
Result<void> printSnapshotSegment(std::span<const std::byte> bytes, const std::function<void(std::string_view)>& line);

} // namespace hearth::tsdb
