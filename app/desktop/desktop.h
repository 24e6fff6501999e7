// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/flags.h"

namespace hearth::app {

/// Opens the window: loads its library, which runs the event loop, while the engine starts in the background. Flags
/// that were not stated have the desktop's defaults: the person's own directories, loopback only. Returns the exit
/// code.
int runDesktop(const Flags& flags, int argumentCount, char** arguments);

} // namespace hearth::app
