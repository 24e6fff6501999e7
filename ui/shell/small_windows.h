// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace hearth::ui {

class WindowActions;

/// Windows beside the main one that only tell something. They block nothing and delete themselves when closed.
/// Threads: confined to the GUI thread.

/// All keys, of the window and of its pages.
QWidget* showShortcuts(const WindowActions& actions, QWidget* parent);
/// Name, version, licence.
QWidget* showAbout(QWidget* parent);

} // namespace hearth::ui
