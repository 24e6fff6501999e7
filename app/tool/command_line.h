// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tool/context.h"

namespace hearth::app::tool {

/// Runs `tsdb ...`, `check rules ...` or `test rules ...` (the arguments without the program's name): names, flags and
/// output as promtool's. Returns the exit code: 0; 1 for what failed or, with verify, is damaged; 2 for a mistyped
/// command. Failures are one sentence on standard error.
int run(const std::vector<std::string>& arguments, Context& context);

/// The same with the machine's own files and clock, printing to standard output.
int run(const std::vector<std::string>& arguments);

/// Whether the arguments name a command of this tool rather than flags of the server.
bool isToolCommand(const std::vector<std::string>& arguments);

} // namespace hearth::app::tool
