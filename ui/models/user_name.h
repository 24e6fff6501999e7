// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace hearth::ui {

/// The full name of whoever runs the program, else the account's name; never empty, since silences need an author.
/// Threads: thread-safe.
QString userName();

} // namespace hearth::ui
