// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "datasource/data_source.h"

namespace hearth::ui {

/// What a silence hits, asked of a server. Both functions block. Threads: thread-safe.

/// The past that is looked at.
inline constexpr model::DurationMs kImpactPastMs = 30 * model::kDayMs;

/// One alert that fired within the past.
struct PastAlert {
    model::Labels labels;
    model::TimestampMs lastFired = 0; ///< 0: not known.
};

/// Alerts that fire now and match.
Result<std::vector<model::Labels>> alertsHitNow(datasource::DataSource& source, const model::Matchers& matchers,
                                                std::stop_token stop);
/// Alerts that fired within kImpactPastMs before `now` and match, the latest first: from the history where the server
/// keeps one, else from the ALERTS series.
Result<std::vector<PastAlert>> alertsHitBefore(datasource::DataSource& source, const model::Matchers& matchers,
                                               model::TimestampMs now, std::stop_token stop);

} // namespace hearth::ui
