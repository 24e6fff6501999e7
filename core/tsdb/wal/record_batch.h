// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tsdb/wal/format.h"

namespace hearth::tsdb::wal {

/// Records of one transaction, compressed and ready to be cut into fragments; made without holding the log's lock.
/// Keeps its memory across clear(). Threads: thread-compatible.
class RecordBatch {
  public:
    struct Record {
        std::uint8_t compressionBit = 0;
        std::string_view bytes;
    };

    explicit RecordBatch(Compression compression)
        : m_compression(compression) {}

    /// An empty buffer for the next record; add() takes it over.
    std::string& scratch();
    void add();
    void clear();

    bool empty() const { return m_entries.empty(); }
    std::size_t size() const { return m_entries.size(); }
    Record operator[](std::size_t index) const;
    std::size_t byteCount() const { return m_bytes.size(); }
    /// What compression saved so far.
    std::size_t savedBytes() const { return m_savedBytes; }

  private:
    struct Entry {
        std::uint8_t compressionBit;
        std::size_t begin;
        std::size_t end;
    };

    const Compression m_compression;
    std::string m_scratch;
    std::string m_compressed;
    std::string m_bytes; ///< All records, one after the other.
    std::vector<Entry> m_entries;
    std::size_t m_savedBytes = 0;
};

} // namespace hearth::tsdb::wal
