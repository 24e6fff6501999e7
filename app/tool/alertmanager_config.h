// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "alertmanager/route/matcher_text.h"
#include "base/error.h"
#include "tool/context.h"

namespace hearth::app::tool {

/// Checks alertmanager.yml files and the templates that they name, and prints what was found: `amtool check-config`,
/// with warnings beside. Receivers that Alertmanager has and this build has not make a warning, since the file is good;
/// the server refuses them. Returns the number of failures.
int checkAlertmanagerConfigs(Context& context, const std::vector<std::string>& paths,
                             alertmanager::MatcherSyntax syntax);

struct RouteTestOptions {
    std::string configFile;
    std::vector<std::string> labels; ///< `name=value`
    std::string verifyReceivers;     ///< Empty: not to be verified.
    bool tree = false;
};
/// Prints the tree of routes: `amtool config routes show`. Errors: those of parsing the file.
Result<void> showRoutes(Context& context, const std::string& configFile, alertmanager::MatcherSyntax syntax);
/// Prints the receivers of an alert of these labels: `amtool config routes test`. Yields whether they are those that
/// were expected. Errors: those of parsing the file, kInvalidArgument for labels.
Result<bool> testRoutes(Context& context, const RouteTestOptions& options, alertmanager::MatcherSyntax syntax);

} // namespace hearth::app::tool
