// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "model/histogram.h"
#include "tsdb/wal/records.h"

/// The log as text, for people. Threads: thread-safe.
namespace hearth::tsdb::wal {

using LineSink = std::function<void(std::string_view)>;

/// One line a record, then one line a thing in it, indented:
///
///     @0 samples, 2 entries, 31 bytes
///       ref 7 t 1000 v 1.5
///
/// Serves segments of the write-ahead log, the write-behind log and of checkpoints. A torn end is a line; kCorruption
/// (after the lines of what could be read) where the segment is damaged.
Result<void> printSegment(std::span<const std::byte> bytes, const LineSink& line);

/// Hands each record of a segment, whatever it holds, to `print` with the line that begins it ("@0").
Result<void> printRecords(std::span<const std::byte> bytes, const LineSink& line,
                          const std::function<Result<void>(std::string_view record, std::string_view place)>& print);

// Parts, for other formats that hold them.
std::string toText(const SeriesEntry& entry);
std::string toText(const ExemplarEntry& entry);
std::string toText(const TombstoneEntry& entry);
/// All fields as they are stored: `hint 2 schema 1 zero 0.001:3 count 12 sum 18.4 positive 0+2 1+2 [1 1 -1 0]`.
std::string toStoredText(const model::HistogramValue& value);
std::string floatText(double value);

} // namespace hearth::tsdb::wal
