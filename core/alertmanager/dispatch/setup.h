// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "alertmanager/inhibit/inhibitor.h"
#include "alertmanager/notify/receiver.h"
#include "alertmanager/options.h"
#include "alertmanager/route/route.h"

namespace hearth::alertmanager {

/// One configuration, built. Deliveries under way keep the one alive that they began with.
/// Threads: confined to the notify thread.
struct Setup {
    std::shared_ptr<const Options> options;
    std::shared_ptr<const NotificationTemplates> templates;
    std::unique_ptr<const Route> route;
    std::map<std::string, Receiver> receivers;
    Inhibitor inhibitor;
    /// Not set: labels of routes stay as written.
    std::function<std::map<std::string, std::string>(const Notification& notification)> expandRouteLabels;

    /// Of the named intervals those that `time` lies in.
    std::vector<std::string> activeIntervals(const std::vector<std::string>& names, model::TimestampMs time) const;
};

} // namespace hearth::alertmanager
