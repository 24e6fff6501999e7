// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/zoom.h"

#include <algorithm>
#include <cmath>

namespace hearth::ui {

model::TimeRange sane(model::TimeRange window) {
    if (window.begin > window.end) {
        std::swap(window.begin, window.end);
    }
    const auto length = std::clamp(window.end - window.begin, kMinWindow, kMaxWindow);
    if (length != window.end - window.begin) {
        const auto middle = window.begin + (window.end - window.begin) / 2;
        window.begin = middle - length / 2;
        window.end = window.begin + length;
    }
    return window;
}

model::TimeRange zoomedAt(model::TimeRange window, double fraction, double factor) {
    const auto length = static_cast<double>(window.end - window.begin);
    const double wanted = std::clamp(length * factor, static_cast<double>(kMinWindow), static_cast<double>(kMaxWindow));
    const double fixed = static_cast<double>(window.begin) + length * fraction;
    const auto begin = static_cast<model::TimestampMs>(std::llround(fixed - wanted * fraction));
    return {begin, begin + static_cast<model::DurationMs>(std::llround(wanted))};
}

model::TimeRange panned(model::TimeRange window, double share) {
    const auto by =
        static_cast<model::DurationMs>(std::llround(share * static_cast<double>(window.end - window.begin)));
    return {window.begin + by, window.end + by};
}

void ZoomHistory::reset(model::TimeRange window) {
    m_windows = {window};
    m_at = 0;
    m_amending = false;
}

void ZoomHistory::amend(model::TimeRange window) {
    if (m_amending && !m_windows.empty()) {
        m_windows[m_at] = window;
        return;
    }
    push(window);
    m_amending = true;
}

model::TimeRange ZoomHistory::back() {
    m_amending = false;
    return m_windows[--m_at];
}

model::TimeRange ZoomHistory::forward() {
    m_amending = false;
    return m_windows[++m_at];
}

void ZoomHistory::push(model::TimeRange window) {
    m_amending = false;
    if (!m_windows.empty()) {
        m_windows.resize(m_at + 1);
        if (m_windows.back() == window) {
            return;
        }
    }
    m_windows.push_back(window);
    if (m_windows.size() > kMaxEntries) {
        m_windows.erase(m_windows.begin() + 1); // the first stays: "reset" leads there
    }
    m_at = m_windows.size() - 1;
}

} // namespace hearth::ui
