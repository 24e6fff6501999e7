// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tool/context.h"

namespace hearth::app::tool {

/// `check config FILE...`, `check metrics` and `check service-discovery FILE JOB`: the words of the command line
/// without the program's name. Return the exit code: that of the check, 1 for what failed otherwise, 2 for a mistyped
/// command.
int runCheckConfig(const std::vector<std::string>& arguments, Context& context);
int runCheckMetrics(const std::vector<std::string>& arguments, Context& context);
int runCheckDiscovery(const std::vector<std::string>& arguments, Context& context);

} // namespace hearth::app::tool
