// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tsdb/index/format.h"

namespace hearth::tsdb::index {

/// Ascending series ids as they lie in the file: 32 bits each, big-endian. A view. Threads: thread-safe.
class PostingsList {
  public:
    PostingsList() = default;
    /// `bytes`: a multiple of four.
    explicit PostingsList(std::string_view bytes)
        : m_bytes(bytes.data())
        , m_size(static_cast<std::uint32_t>(bytes.size() / sizeof(SeriesId))) {}

    std::uint32_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    SeriesId operator[](std::size_t index) const {
        SeriesId id = 0;
        std::memcpy(&id, m_bytes + index * sizeof(id), sizeof(id));
        return std::endian::native == std::endian::little ? __builtin_bswap32(id) : id;
    }
    SeriesId back() const { return (*this)[m_size - 1]; }
    void appendTo(std::vector<SeriesId>& out) const;

  private:
    const char* m_bytes = nullptr;
    std::uint32_t m_size = 0;
};

/// The list at `offset`, its checksum checked. Errors: kCorruption.
Result<PostingsList> readPostings(std::string_view file, std::uint64_t offset);

/// A place in ascending ids, which only moves forward. `List` has size() and operator[].
/// Threads: thread-compatible.
template <class List>
class SortedCursor {
  public:
    explicit SortedCursor(const List& list)
        : m_list(list)
        , m_size(list.size()) {}

    bool atEnd() const { return m_index >= m_size; }
    SeriesId value() const { return m_list[m_index]; }
    std::size_t index() const { return m_index; }
    void next() { ++m_index; }
    /// Moves to the first id that is not less than `id`, in steps that double: cheap near and far.
    void seek(SeriesId id) {
        if (atEnd() || value() >= id) {
            return;
        }
        std::size_t low = m_index; // value there is less
        std::size_t step = 1;
        while (low + step < m_size && m_list[low + step] < id) {
            low += step;
            step *= 2;
        }
        auto high = std::min(low + step, m_size);
        while (high - low > 1) {
            const auto middle = low + (high - low) / 2;
            (m_list[middle] < id ? low : high) = middle;
        }
        m_index = high;
    }

  private:
    const List m_list;
    std::size_t m_size;
    std::size_t m_index = 0;
};

using PostingsCursor = SortedCursor<PostingsList>;
using IdsCursor = SortedCursor<std::span<const SeriesId>>;

/// The ids that are in all of the lists (at least one); found by leaping, without looking at what lies between.
std::vector<SeriesId> intersect(std::vector<PostingsList> lists);

/// The ids that are in any of the lists.
std::vector<SeriesId> unite(std::span<const PostingsList> lists);

/// Sets marks[i] where ids[i] is in the list.
void markPresent(std::span<const SeriesId> ids, const PostingsList& list, std::vector<bool>& marks);

/// Whether the list has any of the ids.
bool overlaps(std::span<const SeriesId> ids, const PostingsList& list);

} // namespace hearth::tsdb::index
