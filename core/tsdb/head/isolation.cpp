// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/isolation.h"

#include <algorithm>

namespace hearth::tsdb {

std::unique_ptr<Isolation::View> Isolation::view() {
    return std::make_unique<View>(*this);
}

void Isolation::updateFloor() {
    auto floor = m_open.empty() ? m_last : m_open.front() - 1;
    if (!m_viewFloors.empty()) {
        floor = std::min(floor, *m_viewFloors.begin());
    }
    m_floor.store(floor);
}

void Isolation::raiseTimeFloor(model::TimestampMs time) {
    const std::lock_guard lock(m_mutex);
    m_timeFloor.store(std::max(m_timeFloor.load(), time));
}

model::TimestampMs Isolation::visibleFrom() const {
    const std::lock_guard lock(m_mutex);
    const auto floor = m_timeFloor.load();
    return m_viewTimes.empty() ? floor : std::min(floor, m_viewTimes.begin()->first);
}

std::uint64_t Isolation::lastCommit() const {
    const std::lock_guard lock(m_mutex);
    return m_last;
}

std::uint64_t Isolation::lastView() const {
    const std::lock_guard lock(m_mutex);
    return m_lastView;
}

bool Isolation::allClosedUpTo(std::uint64_t view) const {
    const std::lock_guard lock(m_mutex);
    return m_openViews.empty() || *m_openViews.begin() > view;
}

Isolation::Commit::Commit(Isolation& isolation)
    : m_isolation(isolation) {
    const std::lock_guard lock(m_isolation.m_mutex);
    m_number = ++m_isolation.m_last;
    m_isolation.m_open.push_back(m_number);
    m_isolation.updateFloor();
}

Isolation::Commit::~Commit() {
    const std::lock_guard lock(m_isolation.m_mutex);
    std::erase(m_isolation.m_open, m_number);
    m_isolation.updateFloor();
}

Isolation::View::View(Isolation& isolation)
    : m_isolation(isolation) {
    const std::lock_guard lock(m_isolation.m_mutex);
    m_last = m_isolation.m_last;
    m_hidden = m_isolation.m_open;
    m_floor = m_hidden.empty() ? m_last : m_hidden.front() - 1;
    m_timeFloor = m_isolation.m_timeFloor.load();
    m_isolation.m_viewFloors.insert(m_floor);
    ++m_isolation.m_viewTimes[m_timeFloor];
    m_number = ++m_isolation.m_lastView;
    m_isolation.m_openViews.insert(m_number);
    m_isolation.updateFloor();
}

Isolation::View::~View() {
    const std::lock_guard lock(m_isolation.m_mutex);
    m_isolation.m_viewFloors.erase(m_isolation.m_viewFloors.find(m_floor));
    m_isolation.m_openViews.erase(m_number);
    const auto times = m_isolation.m_viewTimes.find(m_timeFloor);
    if (--times->second == 0) {
        m_isolation.m_viewTimes.erase(times);
    }
    m_isolation.updateFloor();
}

bool Isolation::View::sees(std::uint64_t commit) const {
    return commit <= m_last && !std::ranges::binary_search(m_hidden, commit);
}

} // namespace hearth::tsdb
