// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tsdb/index/format.h"

namespace hearth::tsdb::index {

/// Which label pairs there are and where their postings lie, by name, then value. Read where it lies; in memory are the
/// names and the place of every 32nd value (of all, in kV1, whose table is in no order).
/// Views into the file, which must outlive it. Threads: thread-safe.
class PostingsTable {
  public:
    /// All values of one label name.
    struct Name {
        std::string_view name;
        std::uint32_t values = 0;    ///< How many.
        std::uint32_t firstMark = 0; ///< Into m_marks.
    };

    PostingsTable() = default;
    /// Walks the whole section once. Errors: kCorruption (checksum, order, size).
    static Result<PostingsTable> open(std::string_view file, Version version, std::uint64_t offset);

    /// Ascending. The first is "", with the one value "": the postings of all series.
    std::span<const Name> names() const { return m_names; }
    /// Null where there is none.
    const Name* find(std::string_view name) const;
    /// Where the postings of the pair lie.
    std::optional<std::uint64_t> find(const Name& name, std::string_view value) const;
    std::size_t heapBytes() const;

    /// Walks values of one name, ascending: `while (cursor.next()) use(cursor.value(), cursor.offset())`.
    class Cursor {
      public:
        bool next();
        std::string_view value() const { return m_value; }
        /// Of its postings in the file.
        std::uint64_t offset() const { return m_offset; }
        /// How many values are still to come.
        std::uint32_t left() const { return m_name->values - m_next; }

      private:
        friend class PostingsTable;
        Cursor(const PostingsTable& table, const Name& name, std::uint32_t first);

        const PostingsTable* m_table;
        const Name* m_name;
        std::uint32_t m_next; ///< Number of the value that next() reads.
        std::size_t m_position = 0;
        std::string_view m_value;
        std::uint64_t m_offset = 0;
    };
    Cursor values(const Name& name) const { return {*this, name, 0}; }
    /// Begins at or before the first value that is not less than `lowest`, by less than 32 values.
    Cursor valuesFrom(const Name& name, std::string_view lowest) const;

  private:
    struct Entry {
        std::string_view name;
        std::string_view value;
        std::uint64_t offset = 0;
        std::size_t size = 0;
    };
    std::optional<Entry> entryAt(std::size_t position) const;
    Result<void> walk(std::uint64_t start);
    void sortMarks();
    Result<void> collectNames(std::uint64_t start);
    std::string_view valueAtMark(const Name& name, std::uint32_t mark) const;
    std::uint32_t markOf(const Name& name, std::string_view lowest) const;

    std::string_view m_entries; ///< The section's content behind the count.
    std::uint32_t m_step = 32;  ///< Of every so many values of a name the place is known.
    std::uint32_t m_count = 0;
    std::vector<Name> m_names;
    std::vector<std::uint32_t> m_marks; ///< Positions in m_entries.
};

} // namespace hearth::tsdb::index
