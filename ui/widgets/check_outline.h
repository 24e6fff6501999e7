// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace hearth::ui {

/// Frames the check boxes of `widget` (one itself, or a list with some) so that they are seen on dark ground, too:
/// Fusion takes a darker shade of the window. Follows the palette of the window for as long as the widget lives.
/// Threads: confined to the GUI thread.
void outlineChecks(QWidget* widget);

} // namespace hearth::ui
