// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

/// The files of memory-mapped head chunks, as Prometheus writes them: on disk, never renumber.
namespace hearth::tsdb {

/// Where a head chunk lies: the number of its file and the offset of its first byte there. Later chunks are greater.
/// Written to the write-behind log, so a number on disk.
enum class HeadChunkRef : std::uint64_t { kNone = 0 };

constexpr HeadChunkRef makeHeadChunkRef(std::uint32_t file, std::uint32_t offset) {
    return static_cast<HeadChunkRef>(static_cast<std::uint64_t>(file) << 32U | offset);
}
constexpr std::uint32_t fileOf(HeadChunkRef ref) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(ref) >> 32U);
}
constexpr std::uint32_t offsetOf(HeadChunkRef ref) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(ref));
}

namespace head_chunks {

inline constexpr std::uint32_t kMagic = 0x0130BC91;
inline constexpr std::uint8_t kVersion = 1;
/// magic (4), version (1), zeros (3)
inline constexpr std::size_t kFileHeaderBytes = 8;
/// series (8), begin (8), end (8), encoding (1)
inline constexpr std::size_t kChunkHeaderBytes = 25;
inline constexpr std::size_t kChecksumBytes = 4;
inline constexpr std::uint64_t kMaxFileBytes = 128ULL << 20U;
/// Bit of the encoding byte.
inline constexpr std::uint8_t kOutOfOrderBit = 0x80;

/// File name: six digits at least, from 000001.
std::string fileName(std::uint32_t number);

} // namespace head_chunks
} // namespace hearth::tsdb
