// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/format.h"

#include <fmt/format.h>
#include <span>

#include "base/byte_io.h"
#include "base/hash.h"

namespace hearth::tsdb::index {

std::uint32_t crcOf(std::string_view bytes, std::uint32_t seed) {
    return crc32c(std::as_bytes(std::span(bytes)), seed);
}

std::unexpected<Error> damagedAt(std::uint64_t offset, std::string_view what) {
    return fail(ErrorCode::kCorruption, fmt::format("index: offset {}: {}", offset, what));
}

Result<Toc> readToc(std::string_view file) {
    if (file.size() < kHeaderBytes + kTocBytes) {
        return damagedAt(file.size(), "the file ends before its table of contents");
    }
    const auto offset = file.size() - kTocBytes;
    const auto body = file.substr(offset, kTocBytes - kCrcBytes);
    if (ByteReader(file.substr(file.size() - kCrcBytes)).u32() != crcOf(body)) {
        return damagedAt(offset, "the table of contents does not match its checksum");
    }
    ByteReader reader(body);
    Toc toc;
    for (auto* const field :
         {&toc.symbols, &toc.series, &toc.labelIndices, &toc.labelOffsets, &toc.postings, &toc.postingsTable}) {
        *field = reader.u64();
        if (*field > offset) {
            return damagedAt(offset, fmt::format("the table of contents points behind the end, to {}", *field));
        }
    }
    return toc;
}

void appendToc(std::string& out, const Toc& toc) {
    const auto start = out.size();
    ByteWriter writer(out);
    for (const auto field :
         {toc.symbols, toc.series, toc.labelIndices, toc.labelOffsets, toc.postings, toc.postingsTable}) {
        writer.u64(field);
    }
    writer.u32(crcOf(std::string_view(out).substr(start)));
}

Result<std::string_view> readSection(std::string_view file, std::uint64_t offset, std::string_view what) {
    if (offset > file.size() || file.size() - offset < sizeof(std::uint32_t) + kCrcBytes) {
        return damagedAt(offset, fmt::format("{}: behind the end of the file", what));
    }
    ByteReader reader(file.substr(offset));
    const auto length = reader.u32();
    const auto content = reader.bytes(length);
    const auto crc = reader.u32();
    if (!reader.ok()) {
        return damagedAt(offset, fmt::format("{}: {} bytes do not fit into the file", what, length));
    }
    if (crc != crcOf(content)) {
        return damagedAt(offset, fmt::format("{}: checksum does not match", what));
    }
    return content;
}

} // namespace hearth::tsdb::index
