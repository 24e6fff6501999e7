// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/dispatch/setup.h"

#include <algorithm>

namespace hearth::alertmanager {

std::vector<std::string> Setup::activeIntervals(const std::vector<std::string>& names, model::TimestampMs time) const {
    std::vector<std::string> active;
    for (const auto& name : names) {
        const auto found = options->timeIntervals.find(name);
        if (found != options->timeIntervals.end() &&
            std::ranges::any_of(found->second, [&](const auto& interval) { return interval.contains(time); })) {
            active.push_back(name);
        }
    }
    return active;
}

} // namespace hearth::alertmanager
