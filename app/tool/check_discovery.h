// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "tool/context.h"

namespace hearth::app::tool {

/// Prints the targets that the static and file discovery of a job yield, a JSON object each: labels as discovered and
/// behind relabelling (none for a target that it drops), or the error: promtool's `check
/// service-discovery`. Equal targets are shown once. Returns the exit code: 1 where the configuration or a target file
/// is bad or there is no such job.
int checkDiscovery(Context& context, const std::string& configPath, const std::string& job);

} // namespace hearth::app::tool
