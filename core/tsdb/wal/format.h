// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// The write-ahead log's container and record numbers, as Prometheus writes them: on disk, never renumber.
namespace hearth::tsdb::wal {

inline constexpr std::size_t kPageBytes = 32U << 10U;
inline constexpr std::uint64_t kSegmentBytes = 128ULL << 20U;

/// type (1), length (2), CRC-32C of the data (4)
inline constexpr std::size_t kFragmentHeaderBytes = 7;

/// Low three bits of a fragment's type byte.
enum class FragmentType : std::uint8_t {
    kPageTerminator = 0, ///< Zeros up to the end of the page.
    kFull = 1,
    kFirst = 2,
    kMiddle = 3,
    kLast = 4,
};
inline constexpr std::uint8_t kFragmentTypeMask = 0x07;
inline constexpr std::uint8_t kSnappyBit = 0x08;
inline constexpr std::uint8_t kZstdBit = 0x10;

/// First byte of a record.
enum class RecordType : std::uint8_t {
    kSeries = 1,
    kSamples = 2,
    kTombstones = 3,
    kExemplars = 4,
    kMmapMarkers = 5,
    kMetadata = 6,
    kHistograms = 7,
    kFloatHistograms = 8,
    kCustomHistograms = 9,
    kCustomFloatHistograms = 10,
    kSamplesV2 = 11,
    kHistogramsV2 = 12,
    kFloatHistogramsV2 = 13,
};

enum class Compression : std::uint8_t { kNone, kSnappy, kZstd };

/// No record is larger, decompressed. Prometheus has no limit; its own records stay far below.
inline constexpr std::size_t kMaxRecordBytes = 256U << 20U;
/// Larger transactions are written as several sample records.
inline constexpr std::size_t kMaxSamplesPerRecord = 32U << 10U;
inline constexpr std::size_t kMaxLabelsPerSeries = 4096;

/// A place in the log.
struct Position {
    std::uint32_t segment = 0;
    std::uint64_t offset = 0; ///< Bytes of the segment.
    auto operator<=>(const Position&) const = default;
};

/// File name of a segment: eight digits at least.
std::string segmentName(std::uint32_t index);

} // namespace hearth::tsdb::wal
