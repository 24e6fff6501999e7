// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"
#include "tsdb/index/format.h"
#include "tsdb/index/postings_list.h"
#include "tsdb/index/postings_table.h"
#include "tsdb/index/series_entry.h"
#include "tsdb/index/symbol_table.h"

namespace hearth::tsdb::index {

/// An index file of version 1, 2 or 3, read where it lies: names of labels and a sparse table of places are all that is
/// in memory. Views into the file, which must outlive it. Threads: thread-safe.
class IndexReader {
  public:
    /// Checks all but series and postings, which are checked when they are read. `trueVersion` overrules what the file
    /// says of itself. Errors: kCorruption, kUnsupported (a version from the future).
    static Result<IndexReader> open(std::string_view file, std::optional<Version> trueVersion = std::nullopt);

    Version version() const { return m_version; }
    const Toc& toc() const { return m_toc; }
    std::string_view file() const { return m_file; }
    const SymbolTable& symbols() const { return m_symbols; }
    const PostingsTable& table() const { return m_table; }

    /// Of all series, in label order. Errors: kCorruption, as those below.
    Result<PostingsList> allPostings() const;
    Result<PostingsList> postings(std::uint64_t offset) const { return readPostings(m_file, offset); }
    /// How many there are, as the file says it, unchecked; 0 where the offset is wrong.
    std::size_t postingsSize(std::uint64_t offset) const;
    /// Its checksum checked.
    Result<SeriesEntry> series(SeriesId id) const;

    /// Names and values are views too. All names but "".
    std::span<const PostingsTable::Name> labelNames() const;
    std::size_t heapBytes() const { return m_symbols.heapBytes() + m_table.heapBytes(); }

  private:
    std::string_view m_file;
    Version m_version = Version::kV2;
    Toc m_toc;
    SymbolTable m_symbols;
    PostingsTable m_table;
};

/// Walks all series of an index in label order: `while (HEARTH_TRY(cursor.next())) use(cursor.entry())`.
/// Threads: thread-compatible.
class SeriesCursor {
  public:
    /// `index` must outlive it. Errors: kCorruption.
    static Result<SeriesCursor> create(const IndexReader& index);

    Result<bool> next();
    SeriesId id() const { return m_id; }
    /// To be read once.
    SeriesEntry& entry() { return *m_entry; }

  private:
    SeriesCursor(const IndexReader& index, PostingsList postings)
        : m_index(&index)
        , m_postings(postings) {}

    const IndexReader* m_index;
    PostingsCursor m_postings;
    SeriesId m_id = 0;
    std::optional<SeriesEntry> m_entry;
};

} // namespace hearth::tsdb::index
