// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tool/context.h"

namespace hearth::app::tool {

/// `check alertmanager-config FILE...` and `route show|test`: the words of the command line without the program's name.
/// Return the exit code: 0; 1 for what failed; 2 for a mistyped command.
int runCheckAlertmanagerConfig(const std::vector<std::string>& arguments, Context& context);
int runRoute(const std::vector<std::string>& arguments, Context& context);

} // namespace hearth::app::tool
