// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "model/labels.h"
#include "model/time.h"

namespace hearth::model {

/// One event behind a sample, mostly named by a trace id.
struct Exemplar {
    Labels labels;
    TimestampMs time = 0;
    double value = 0;
    /// Whether the event itself has a time; else it is that of the scrape, and one event may come once a scrape.
    bool ownTime = true;
    bool operator==(const Exemplar&) const = default;
};

/// The names and values of an exemplar's labels have at most this many characters together (OpenMetrics).
inline constexpr std::size_t kMaxExemplarCharacters = 128;

} // namespace hearth::model
