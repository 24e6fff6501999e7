// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "base/error.h"

/// The files of a block as text, for people, read by the readers that serve queries. Each prints what can be read, then
/// fails (kCorruption, kUnsupported) where the file is damaged. Threads: thread-safe.
namespace hearth::tsdb {

using LineSink = std::function<void(std::string_view)>;

/// Sections, symbols, series with their chunks, postings:
///
///     index version 2, 943 bytes
///     sections: symbols @5, series @118, postings @344, postings table @664
///     symbol 0 ""
///     series 8 @128 om_temp{room="attic"}
///       from 1699999200000 to 1700006340141, chunks/000001 @8
///     postings @616 room="attic": 14
Result<void> printIndex(std::span<const std::byte> file, const LineSink& line);

/// One line a chunk, then its samples, indented.
Result<void> printChunkFile(std::span<const std::byte> file, const LineSink& line);

/// One line an interval: `series 8 from 1000 to 2000`.
Result<void> printTombstonesFile(std::span<const std::byte> file, const LineSink& line);

/// meta.json as Hearth understands it, printed as it would write it.
Result<void> printMetaFile(std::span<const std::byte> file, const LineSink& line);

/// What prints a file that begins with these bytes; null where it is none of a block's.
using FilePrinter = Result<void> (*)(std::span<const std::byte> file, const LineSink& line);
FilePrinter printerOfBlockFile(std::span<const std::byte> file);

} // namespace hearth::tsdb
