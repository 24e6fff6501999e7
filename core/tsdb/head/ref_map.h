// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// From the log's series numbers to the head's. Numbers that grow with the series, as they do in practice, are looked
/// up in an array; others (a damaged or strange log) cost a hash table, not the memory of a huge array.
/// Threads: thread-compatible.
class RefMap {
  public:
    void set(std::uint64_t ref, SeriesId id) {
        if (ref < m_dense.size() || ref < kAlwaysDense + kSpread * m_count) {
            if (ref >= m_dense.size()) {
                m_dense.resize(ref + 1, kNone);
            }
            m_dense[ref] = id;
        } else {
            m_sparse[ref] = id;
        }
        ++m_count;
    }

    std::optional<SeriesId> find(std::uint64_t ref) const {
        if (ref < m_dense.size() && m_dense[ref] != kNone) {
            return m_dense[ref];
        }
        const auto found = m_sparse.find(ref);
        return found == m_sparse.end() ? std::nullopt : std::optional(found->second);
    }

  private:
    static constexpr SeriesId kNone = 0xffffffff;
    static constexpr std::uint64_t kAlwaysDense = 64U << 10U;
    static constexpr std::uint64_t kSpread = 16;

    std::vector<SeriesId> m_dense;
    std::unordered_map<std::uint64_t, SeriesId> m_sparse;
    std::uint64_t m_count = 0;
};

} // namespace hearth::tsdb
