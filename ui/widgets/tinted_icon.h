// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace hearth::ui {

/// The single-colour icon `:/icons/<name>.svg`, painted in the palette's text colour of the moment (highlighted text
/// when selected, faint when disabled), so that it follows theme changes by itself.
/// Threads: confined to the GUI thread.
QIcon tintedIcon(const QString& name);

/// The program's own icon, in its own colours.
QIcon applicationIcon();

} // namespace hearth::ui
