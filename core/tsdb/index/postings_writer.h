// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "tsdb/index/format.h"
#include "tsdb/index/name_table.h"
#include "tsdb/index/output_file.h"
#include "tsdb/index/symbol_table.h"

namespace hearth::tsdb::index {

/// Series as they were just written.
struct SeriesSection {
    std::string_view file; ///< Up to the end of the last one.
    std::uint64_t begin = 0;
    std::uint64_t count = 0;
};

/// Writes one list of postings after the other, and beside each its entry for the table.
/// Threads: thread-compatible. Errors: kIo, kLimit.
class PostingsListWriter {
  public:
    /// Both must outlive it.
    PostingsListWriter(OutputFile& out, OutputFile& table)
        : m_out(out)
        , m_table(table) {}

    /// `count` ids follow by add(), ascending, then end().
    Result<void> begin(std::string_view name, std::string_view value, std::uint64_t count);
    Result<void> add(SeriesId id);
    Result<void> end();
    std::uint32_t lists() const { return m_lists; }

  private:
    Result<void> drain();

    OutputFile& m_out;
    OutputFile& m_table;
    std::uint32_t m_lists = 0;
    std::uint32_t m_crc = 0;
    std::string m_buffer;
};

/// Makes postings of written series, in as many passes over them as the memory asks for: label names are taken together
/// as long as their postings fit; a name that does not fit alone is split by its values; a single value that does not
/// fit is written as it is read.
/// Threads: thread-compatible. Errors: kIo, kLimit.
class PostingsWriter {
  public:
    /// The references must outlive it. `uses`: how many series have each label name.
    PostingsWriter(SeriesSection series, const SymbolTable& symbols, const NameTable& uses, std::size_t maxInMemory,
                   OutputFile& out, OutputFile& table);

    Result<void> writeLists();
    /// Behind the lists: the table of where they are.
    Result<void> writeTable();

  private:
    /// Postings of one name, with values from `low` to before `high`.
    struct Part {
        SymbolRef name = 0;
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        std::uint64_t count = 0;            ///< How many there are.
        std::vector<std::uint64_t> entries; ///< Value << 32 | series.
    };

    template <class Visit>
    void walk(Visit visit) const;
    Result<void> writeAllSeries();
    Result<void> writeParts(std::vector<Part> parts);
    Result<void> writePart(Part& part);
    Result<void> split(const Part& part);
    Result<void> stream(const Part& part);
    std::vector<std::uint64_t> histogram(const Part& part, std::uint64_t width) const;

    const SeriesSection m_series;
    const SymbolTable& m_symbols;
    const NameTable& m_uses;
    const std::size_t m_maxInMemory;
    OutputFile& m_out;
    OutputFile& m_table;
    PostingsListWriter m_lists;
};

} // namespace hearth::tsdb::index
