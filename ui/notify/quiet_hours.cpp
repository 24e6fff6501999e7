// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/quiet_hours.h"

namespace hearth::ui {

QDateTime QuietHours::endAt(const QDateTime& now) const {
    if (!enabled || !from.isValid() || !to.isValid() || from == to) {
        return {};
    }
    const auto time = now.time();
    const bool overMidnight = to < from;
    const bool quiet = overMidnight ? (time >= from || time < to) : (time >= from && time < to);
    if (!quiet) {
        return {};
    }
    const auto day = overMidnight && time >= from ? now.date().addDays(1) : now.date();
    return {day, to};
}

} // namespace hearth::ui
