// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/first_values.h"

#include <algorithm>

namespace hearth::ui {

std::size_t targetsNotAskedYet(datasource::DataSource& source, std::stop_token stop) {
    const auto targets = source.targets(datasource::TargetState::kActive, {}, std::move(stop));
    if (!targets) {
        return 0;
    }
    return static_cast<std::size_t>(
        std::ranges::count_if(targets->active, [](const auto& target) { return !target.lastScrape; }));
}

int FirstValuesPause::next(int usualMs) {
    const auto pause = std::min(m_nextMs, usualMs);
    m_nextMs = pause + pause / 4;
    return pause;
}

} // namespace hearth::ui
