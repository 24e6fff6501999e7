// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "model/time.h"

/// The index file of a block: which series there are, by their labels, and where their chunks lie. Numbers and names
/// of sections are on disk: never renumber.
namespace hearth::tsdb::index {

inline constexpr std::uint32_t kMagic = 0xBAAAD700;
inline constexpr std::size_t kHeaderBytes = 5; ///< Magic and version.
inline constexpr std::size_t kTocBytes = 52;
inline constexpr std::size_t kCrcBytes = 4;
/// Series begin at multiples of it, so that 32 bits name them in a file of 64 GiB.
inline constexpr std::uint64_t kSeriesAlignment = 16;
inline constexpr std::uint64_t kPostingsAlignment = 4;
inline constexpr std::uint64_t kMaxIndexBytes = 64ULL << 30U;
inline constexpr std::uint64_t kMaxSectionBytes = 0xffff'ffffULL;

/// kV1: symbols and series are named by their byte offset, the postings table is in no order. kV2: symbols by ordinal,
/// series by offset / 16. kV3 reads like kV2.
enum class Version : std::uint8_t { kV1 = 1, kV2 = 2, kV3 = 3 };

/// A series within one index: what postings hold.
using SeriesId = std::uint32_t;
/// A symbol within one index: ordinal or offset. Greater references name greater strings.
using SymbolRef = std::uint32_t;

/// Where one chunk of a series lies, and when.
struct ChunkMeta {
    model::TimestampMs begin = 0;
    model::TimestampMs end = 0; ///< Inclusive.
    std::uint64_t ref = 0;      ///< Number of the chunk file (from 0) << 32 | offset.
    bool operator==(const ChunkMeta&) const = default;
};

/// Table of contents: offsets of the sections, at the end of the file.
struct Toc {
    std::uint64_t symbols = 0;
    std::uint64_t series = 0;
    std::uint64_t labelIndices = 0; ///< Not used any more: the end of the series.
    std::uint64_t labelOffsets = 0; ///< Not used any more.
    std::uint64_t postings = 0;
    std::uint64_t postingsTable = 0;
};

/// Errors: kCorruption.
Result<Toc> readToc(std::string_view file);
void appendToc(std::string& out, const Toc& toc);

/// The content of the section at `offset`: u32 length, content, CRC-32C of the content, which is checked.
/// `what` names it in errors (kCorruption).
Result<std::string_view> readSection(std::string_view file, std::uint64_t offset, std::string_view what);

std::uint32_t crcOf(std::string_view bytes, std::uint32_t seed = 0);

/// kCorruption: "index: offset N: <what>".
std::unexpected<Error> damagedAt(std::uint64_t offset, std::string_view what);

} // namespace hearth::tsdb::index
