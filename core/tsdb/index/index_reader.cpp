// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/index_reader.h"

#include <fmt/format.h>

#include "base/byte_io.h"

namespace hearth::tsdb::index {

Result<IndexReader> IndexReader::open(std::string_view file, std::optional<Version> trueVersion) {
    ByteReader head(file);
    const auto magic = head.u32();
    const auto stated = head.u8();
    if (!head.ok()) {
        return damagedAt(file.size(), "the file ends within its header");
    }
    if (magic != kMagic) {
        return damagedAt(0, fmt::format("{:08x} is not what an index begins with", magic));
    }
    if (stated < static_cast<std::uint8_t>(Version::kV1) || stated > static_cast<std::uint8_t>(Version::kV3)) {
        return fail(ErrorCode::kUnsupported, fmt::format("index: version {} is not known", stated));
    }
    if (file.size() > kMaxIndexBytes) {
        return fail(ErrorCode::kUnsupported, fmt::format("index: {} bytes are more than 64 GiB", file.size()));
    }
    IndexReader index;
    index.m_file = file;
    index.m_version = trueVersion.value_or(static_cast<Version>(stated));
    index.m_toc = HEARTH_TRY(readToc(file));
    index.m_symbols = HEARTH_TRY(SymbolTable::open(file, index.m_version, index.m_toc.symbols));
    index.m_table = HEARTH_TRY(PostingsTable::open(file, index.m_version, index.m_toc.postingsTable));
    return index;
}

Result<PostingsList> IndexReader::allPostings() const {
    const auto* const name = m_table.find("");
    const auto offset = name != nullptr ? m_table.find(*name, "") : std::nullopt;
    if (!offset) {
        return damagedAt(m_toc.postingsTable, "postings table: the postings of all series are missing");
    }
    return postings(*offset);
}

std::size_t IndexReader::postingsSize(std::uint64_t offset) const {
    ByteReader reader(offset < m_file.size() ? m_file.substr(offset) : std::string_view());
    reader.u32();
    return reader.u32();
}

Result<SeriesEntry> IndexReader::series(SeriesId id) const {
    const auto offset = m_version == Version::kV1 ? std::uint64_t{id} : id * kSeriesAlignment;
    if (offset < m_toc.series || offset >= m_file.size()) {
        return damagedAt(offset, fmt::format("series {} lies outside of the series", id));
    }
    ByteReader reader(m_file.substr(offset));
    const auto body = reader.string();
    const auto crc = reader.u32();
    if (!reader.ok() || crc != crcOf(body)) {
        return damagedAt(offset, fmt::format("series {}: checksum does not match", id));
    }
    return SeriesEntry(body, offset);
}

std::span<const PostingsTable::Name> IndexReader::labelNames() const {
    const auto names = m_table.names();
    return names.subspan(!names.empty() && names.front().name.empty() ? 1 : 0);
}

Result<SeriesCursor> SeriesCursor::create(const IndexReader& index) {
    return SeriesCursor(index, HEARTH_TRY(index.allPostings()));
}

Result<bool> SeriesCursor::next() {
    if (m_postings.atEnd()) {
        return false;
    }
    m_id = m_postings.value();
    m_postings.next();
    m_entry = HEARTH_TRY(m_index->series(m_id));
    return true;
}

} // namespace hearth::tsdb::index
