// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/byte_io.h"
#include "base/hash.h"

/// Puts right checksums into made-up files, so that what they guard is reached.
namespace hearth::fuzz {

inline std::uint32_t crcOf(std::string_view bytes) {
    return crc32c(std::as_bytes(std::span(bytes)));
}

/// The CRC-32C (big-endian) of [begin, begin + size) behind it, where there is room.
inline void seal(std::string& file, std::uint64_t begin, std::uint64_t size) {
    if (begin > file.size() || size > file.size() - begin || file.size() - begin - size < 4) {
        return;
    }
    std::string crc;
    ByteWriter(crc).u32(crcOf(std::string_view(file).substr(begin, size)));
    file.replace(begin + size, crc.size(), crc);
}

/// A section at `offset`: u32 length, content, checksum of the content.
inline void sealSection(std::string& file, std::uint64_t offset) {
    if (offset <= file.size()) {
        seal(file, offset + 4, ByteReader(std::string_view(file).substr(offset)).u32());
    }
}

/// An entry at `offset`: uvarint length, `extra` bytes and so many more, checksum of both.
inline void sealEntry(std::string& file, std::uint64_t offset, std::uint64_t extra) {
    if (offset <= file.size()) {
        ByteReader reader(std::string_view(file).substr(offset));
        const auto length = reader.uvarint();
        if (length < file.size()) {
            seal(file, offset + reader.position(), extra + length);
        }
    }
}

} // namespace hearth::fuzz
