// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/postings_list.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/byte_io.h"

namespace hearth::tsdb::index {

void PostingsList::appendTo(std::vector<SeriesId>& out) const {
    const auto start = out.size();
    out.resize(start + m_size);
    for (std::uint32_t i = 0; i < m_size; ++i) {
        out[start + i] = (*this)[i];
    }
}

Result<PostingsList> readPostings(std::string_view file, std::uint64_t offset) {
    const auto section = HEARTH_TRY(readSection(file, offset, "postings"));
    ByteReader reader(section);
    const auto count = reader.u32();
    if (!reader.ok() || reader.remaining() != std::uint64_t{count} * sizeof(SeriesId)) {
        return damagedAt(offset, fmt::format("postings: {} bytes for {} of them", section.size(), count));
    }
    return PostingsList(section.substr(reader.position()));
}

std::vector<SeriesId> intersect(std::vector<PostingsList> lists) {
    std::ranges::sort(lists, {}, &PostingsList::size);
    std::vector<SeriesId> ids;
    if (lists.size() == 1) {
        lists.front().appendTo(ids);
        return ids;
    }
    std::vector<PostingsCursor> cursors(lists.begin(), lists.end());
    auto& first = cursors.front();
    while (!first.atEnd()) {
        const auto wanted = first.value();
        auto next = wanted;
        for (auto& cursor : std::span(cursors).subspan(1)) {
            cursor.seek(next);
            if (cursor.atEnd()) {
                return ids;
            }
            next = cursor.value();
            if (next != wanted) {
                break;
            }
        }
        if (next == wanted) {
            ids.push_back(wanted);
            first.next();
        } else {
            first.seek(next);
        }
    }
    return ids;
}

namespace {

/// Sorting pays below one id in so many.
constexpr std::size_t kSparse = 256;

void sortByMarks(std::vector<SeriesId>& ids, SeriesId greatest) {
    std::vector<std::uint64_t> present(greatest / 64 + 1);
    for (const auto id : ids) {
        present[id / 64] |= 1ULL << (id % 64);
    }
    ids.clear();
    for (std::size_t word = 0; word < present.size(); ++word) {
        for (auto bits = present[word]; bits != 0; bits &= bits - 1) {
            ids.push_back(static_cast<SeriesId>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
        }
    }
}

} // namespace

std::vector<SeriesId> unite(std::span<const PostingsList> lists) {
    std::size_t total = 0;
    for (const auto& list : lists) {
        total += list.size();
    }
    std::vector<SeriesId> ids;
    ids.reserve(total);
    bool ascending = true;
    for (const auto& list : lists) {
        const auto last = ids.empty() ? SeriesId{0} : ids.back();
        ascending = ascending && (ids.empty() || list.empty() || list[0] > last);
        list.appendTo(ids);
    }
    if (ascending) { // the values of the first label: series are in their order
        return ids;
    }
    const auto greatest = std::ranges::max(ids);
    if (ids.size() > greatest / kSparse) {
        sortByMarks(ids, greatest);
    } else {
        std::ranges::sort(ids);
        ids.erase(std::ranges::unique(ids).begin(), ids.end());
    }
    return ids;
}

namespace {

/// Calls `found(index in ids)` for each id that is in the list, until it returns false.
template <class Found>
void meet(std::span<const SeriesId> ids, const PostingsList& list, Found found) {
    IdsCursor a(ids);
    PostingsCursor b(list);
    while (!a.atEnd()) {
        b.seek(a.value());
        if (b.atEnd()) {
            return;
        }
        a.seek(b.value());
        if (a.atEnd()) {
            return;
        }
        if (a.value() == b.value()) {
            if (!found(a.index())) {
                return;
            }
            a.next();
        }
    }
}

} // namespace

void markPresent(std::span<const SeriesId> ids, const PostingsList& list, std::vector<bool>& marks) {
    meet(ids, list, [&](std::size_t index) {
        marks[index] = true;
        return true;
    });
}

bool overlaps(std::span<const SeriesId> ids, const PostingsList& list) {
    bool any = false;
    meet(ids, list, [&](std::size_t) {
        any = true;
        return false;
    });
    return any;
}

} // namespace hearth::tsdb::index
