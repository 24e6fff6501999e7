// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "alertmanager/notify/notification_log.h"

namespace hearth::alertmanager {

/// A group at a flush, as the log sees it: sorted hashes.
struct GroupHashes {
    std::vector<std::uint64_t> firing;
    std::vector<std::uint64_t> resolved;
};

/// Whether an integration has to be told, and why or why not.
struct Verdict {
    bool notify = false;
    bool first = false;      ///< What was remembered of an earlier message is void.
    std::string_view reason; ///< `new alerts added`, ...; of a literal.
};

/// `entry` is null where nothing was told. Alertmanager: DedupStage.
Verdict judge(const NotificationLog::Entry* entry, const GroupHashes& group, bool sendsResolved,
              model::DurationMs repeatInterval, model::TimestampMs now);

} // namespace hearth::alertmanager
