// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "alertmanager/dispatch/dispatcher.h"
#include "alertmanager/views.h"

namespace hearth::alertmanager {

/// All that fires and its groups at one moment. Immutable once it is shared, so that readers sort and filter on
/// threads of their own.
struct Snapshot {
    struct GroupItem {
        GroupView view; ///< Without alerts.
        std::vector<std::uint32_t> alerts;
    };
    std::vector<AlertView> alerts; ///< By fingerprint.
    std::vector<GroupItem> groups; ///< By labels, then receiver.
    std::map<std::string, std::map<std::string, std::string>> receiverLabels;
    model::TimestampMs validUntil = 0; ///< Without any change from outside something changes by itself then.

    std::vector<AlertView> find(const AlertQuery& query) const;
    std::vector<GroupView> findGroups(const AlertQuery& query) const;
};

/// Linear in alerts and groups. Threads: confined to the notify thread.
std::shared_ptr<const Snapshot> takeSnapshot(const Dispatcher& dispatcher, const AlertStore& alerts, Silences& silences,
                                             model::TimestampMs now);

/// As the API's filters match: a matcher without a value holds where the label is missing, `!=""` where it is there.
bool matchesFilter(const model::Labels& labels, const model::Matchers& filter);

} // namespace hearth::alertmanager
