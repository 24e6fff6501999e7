// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/notify/deduplication.h"

#include <algorithm>

namespace hearth::alertmanager {

Verdict judge(const NotificationLog::Entry* entry, const GroupHashes& group, bool sendsResolved,
              model::DurationMs repeatInterval, model::TimestampMs now) {
    if (entry == nullptr) {
        return group.firing.empty() ? Verdict{.reason = "resolved before anything was sent"}
                                    : Verdict{.notify = true, .first = true, .reason = "first notification"};
    }
    if (!std::ranges::includes(entry->firing, group.firing)) {
        return entry->firing.empty() ? Verdict{.notify = true, .first = true, .reason = "first notification"}
                                     : Verdict{.notify = true, .reason = "new alerts added"};
    }
    if (group.firing.empty()) {
        // Whatever send_resolved says, so that the log forgets what fired.
        return entry->firing.empty() ? Verdict{.reason = "nothing fires, as was told before"}
                                     : Verdict{.notify = true, .reason = "all alerts resolved"};
    }
    if (sendsResolved && !std::ranges::includes(entry->resolved, group.resolved)) {
        return {.notify = true, .reason = "some alerts resolved"};
    }
    if (entry->time < now - repeatInterval) {
        return {.notify = true, .reason = "repeat interval elapsed"};
    }
    return {.reason = "nothing new within the repeat interval"};
}

} // namespace hearth::alertmanager
