// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/flags.h"

namespace hearth::app {

/// Runs headless until SIGTERM, SIGINT or POST /-/quit; SIGHUP reloads. Returns the exit code: 0 after a clean stop,
/// 1 for what failed at run time, 2 for a bad configuration or flag.
/// Threads: call on the main thread, before any other is started (it blocks the signals for all).
int runServer(const Flags& flags);

} // namespace hearth::app
