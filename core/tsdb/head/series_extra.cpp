// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/series_extra.h"

namespace hearth::tsdb {

std::uint32_t ExtraPool::make() {
    auto extra = std::make_unique<SeriesExtra>();
    const std::lock_guard lock(m_mutex);
    if (m_free.empty()) {
        return m_extras.emplaceBack(std::move(extra)) + 1;
    }
    const auto number = m_free.back();
    m_free.pop_back();
    m_extras[number - 1] = std::move(extra);
    return number;
}

void ExtraPool::release(std::uint32_t number) {
    m_extras[number - 1].reset();
    const std::lock_guard lock(m_mutex);
    m_free.push_back(number);
}

} // namespace hearth::tsdb
