// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/record_batch.h"

#include "base/compress.h"

namespace hearth::tsdb::wal {

std::string& RecordBatch::scratch() {
    m_scratch.clear();
    return m_scratch;
}

void RecordBatch::add() {
    std::uint8_t bit = 0;
    if (m_compression == Compression::kSnappy) {
        snappyCompress(m_scratch, m_compressed);
        bit = kSnappyBit;
    } else if (m_compression == Compression::kZstd) {
        zstdCompressSmall(m_scratch, m_compressed);
        bit = kZstdBit;
    }
    if (bit != 0 && m_compressed.size() >= m_scratch.size()) {
        bit = 0; // stored as it is where compression does not shrink it
    }
    const auto begin = m_bytes.size();
    m_bytes += bit != 0 ? m_compressed : m_scratch;
    m_entries.push_back({bit, begin, m_bytes.size()});
    m_savedBytes += m_scratch.size() - (m_bytes.size() - begin);
}

void RecordBatch::clear() {
    m_bytes.clear();
    m_entries.clear();
    m_savedBytes = 0;
}

RecordBatch::Record RecordBatch::operator[](std::size_t index) const {
    const auto& entry = m_entries[index];
    return {entry.compressionBit, std::string_view(m_bytes).substr(entry.begin, entry.end - entry.begin)};
}

} // namespace hearth::tsdb::wal
