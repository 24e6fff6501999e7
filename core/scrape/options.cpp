// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/options.h"

namespace hearth::scrape {

bool cacheSurvives(const PoolOptions& a, const PoolOptions& b) {
    PoolOptions other = b;
    other.interval = a.interval;
    other.timeout = a.timeout;
    other.http = a.http;
    other.discovery = a.discovery;
    other.failureLogFile = a.failureLogFile;
    // Label limits are checked only when a series is new, so a cache from under another label limit is of no use.
    other.limits.bodyBytes = a.limits.bodyBytes;
    other.limits.samples = a.limits.samples;
    other.limits.targets = a.limits.targets;
    other.limits.keptDroppedTargets = a.limits.keptDroppedTargets;
    return other == a;
}

} // namespace hearth::scrape
