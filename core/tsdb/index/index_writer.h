// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "model/labels.h"
#include "tsdb/index/format.h"
#include "tsdb/index/name_table.h"
#include "tsdb/index/output_file.h"
#include "tsdb/index/series_entry.h"
#include "tsdb/index/symbol_lookup.h"

namespace hearth::tsdb::index {

/// Writes an index of version 2, the same bytes as Prometheus 3 for the same series: all symbols, all series, finish().
/// Symbols and series go to the file at once; postings are collected in passes over the written series, in bounded
/// memory. Beside the file there is, until finish(), `<path>.postings-table`.
/// Threads: thread-compatible. Errors: kIo, kInternal (out of order, unknown symbol), kLimit (sizes of the format).
class IndexWriter {
  public:
    /// `files` must outlive it. At most `maxPostingsInMemory` postings are held at a time, at 16 bytes.
    static Result<std::unique_ptr<IndexWriter>> create(FileSystem& files, const std::string& path,
                                                       std::size_t maxPostingsInMemory);

    /// Strictly ascending; "" may come first.
    Result<void> addSymbol(std::string_view symbol);
    /// Labels strictly ascending over the series; chunks ascending without overlap, references never descending.
    Result<void> addSeries(const model::Labels& labels, std::span<const ChunkMeta> chunks);
    /// Completes the file and syncs it.
    Result<void> finish();

  private:
    IndexWriter(FileSystem& files, std::string path, OutputFile out, std::size_t maxPostingsInMemory);
    Result<void> finishSymbols();
    Result<void> checkChunks(std::span<const ChunkMeta> chunks) const;
    Result<void> resolve(const model::Labels& labels);
    Result<void> writePostings();

    FileSystem& m_files;
    const std::string m_path;
    OutputFile m_out;
    const std::size_t m_maxPostingsInMemory;

    Toc m_toc;
    std::uint32_t m_symbolCount = 0;
    std::string m_lastSymbol;
    std::unique_ptr<MappedFile> m_symbolBytes; ///< The file up to the end of the symbols, once they are complete.
    SymbolTable m_symbols;
    std::optional<SymbolLookup> m_lookup;

    std::uint64_t m_seriesCount = 0;
    model::Labels m_lastLabels;
    std::uint64_t m_lastChunkRef = 0;
    NameTable m_uses; ///< How many series have each label name.
    std::vector<LabelRef> m_refs;
    std::string m_buffer;
    std::string m_body;
};

} // namespace hearth::tsdb::index
