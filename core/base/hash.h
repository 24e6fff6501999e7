// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace hearth {

/// CRC-32C (Castagnoli), as Prometheus's files use it; the processor's instruction where it has one.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t seed = 0);

/// XXH64, the hash of label sets.
std::uint64_t xxHash64(std::string_view bytes, std::uint64_t seed = 0);

/// FNV-1a, 64 bits; `state` continues an earlier hash.
inline constexpr std::uint64_t kFnv1aStart = 14695981039346656037ULL;
std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t state = kFnv1aStart);

/// RFC 1321: for `hashmod` of relabelling only.
std::array<std::uint8_t, 16> md5(std::string_view bytes);

/// FIPS 180-4: for names derived from names, not for secrets.
std::array<std::uint8_t, 32> sha256(std::string_view bytes);

} // namespace hearth
