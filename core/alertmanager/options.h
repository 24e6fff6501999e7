// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alertmanager/notify/integration.h"
#include "alertmanager/time_interval/time_interval.h"
#include "model/matcher.h"
#include "model/time.h"

/// What an alertmanager.yml says, valid, with secrets in the clear. Filled by config.
namespace hearth::alertmanager {

/// A node of the tree as written; `Route` has what it inherits filled in.
struct RouteOptions {
    std::string receiver; ///< Empty: inherited.
    model::Matchers matchers;
    bool goesOn = false;                             ///< `continue`
    std::optional<std::vector<std::string>> groupBy; ///< Sorted; unset: inherited.
    bool groupByAll = false;                         ///< `group_by: ['...']`
    std::optional<model::DurationMs> groupWait;
    std::optional<model::DurationMs> groupInterval;
    std::optional<model::DurationMs> repeatInterval;
    std::vector<std::string> muteTimeIntervals;
    std::vector<std::string> activeTimeIntervals;
    std::map<std::string, std::string> labels; ///< Templates.
    std::vector<RouteOptions> routes;
};

struct ReceiverOptions {
    std::string name;
    std::map<std::string, std::string> labels;
    std::vector<std::shared_ptr<const IntegrationOptions>> integrations; ///< In the order of kinds, then as written.
};

struct InhibitRuleOptions {
    std::string name;
    model::Matchers source;
    model::Matchers target;
    std::vector<std::string> equal;
};

struct Options {
    RouteOptions route;
    std::vector<ReceiverOptions> receivers;
    std::vector<InhibitRuleOptions> inhibitRules;
    std::map<std::string, std::vector<TimeInterval>> timeIntervals; ///< Both lists of the file.
    std::vector<std::string> templates; ///< File patterns, relative to the working directory.
    model::DurationMs resolveTimeout = 5 * model::kMinuteMs;
    std::string text; ///< The file as the API shows it: secrets masked.
    std::vector<std::string> warnings;
    /// One sentence, with its place, for each entry of a receiver that this build cannot serve: none may be here where
    /// the options are put to use.
    std::vector<std::string> refusals;
};

} // namespace hearth::alertmanager
