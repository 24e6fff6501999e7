// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "discovery/options.h"
#include "http/options.h"
#include "model/relabel.h"
#include "model/time.h"

/// What a configuration says under `alerting`. Filled by config.
namespace hearth::notifier {

/// One `alerting.alertmanagers` entry.
struct AlertmanagerOptions {
    std::string scheme = "http";
    std::string pathPrefix;
    model::DurationMs timeout = 10 * model::kSecondMs;
    std::vector<model::RelabelRule> relabelRules;
    std::vector<model::RelabelRule> alertRelabelRules;
    http::ClientOptions http;
    discovery::Options discovery;

    bool operator==(const AlertmanagerOptions&) const = default;
};

struct AlertingOptions {
    std::vector<model::RelabelRule> alertRelabelRules;
    std::vector<AlertmanagerOptions> alertmanagers;

    bool operator==(const AlertingOptions&) const = default;
};

} // namespace hearth::notifier
