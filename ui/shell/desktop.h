// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "datasource/desktop.h"

namespace hearth::ui {

/// Runs the window until the person quits and returns the exit code. A second start with the same data directory brings
/// the first window forward and returns 0 at once, without a host of its own.
/// Threads: called on the main thread, once.
int runDesktop(int& argumentCount, char** arguments, const QString& dataPath, const datasource::MakeHost& makeHost);

} // namespace hearth::ui
