// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "alertmanager/notify/integration.h"
#include "alertmanager/notify/notify_metrics.h"

namespace hearth::alertmanager {

/// An integration in its place: the n-th of its kind in a receiver.
struct PlacedIntegration {
    std::string kind;
    std::int64_t position = 0;
    std::string name; ///< `slack[0]`
    bool sendsResolved = false;
    std::unique_ptr<Integration> integration;
    NotifyMetrics::Kind metrics;
};

/// Threads: confined to the notify thread.
struct Receiver {
    std::string name;
    std::map<std::string, std::string> labels;
    std::vector<PlacedIntegration> integrations;
};

} // namespace hearth::alertmanager
