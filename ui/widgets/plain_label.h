// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QWidget;

namespace hearth::ui {

/// A label for words from outside: plain text, which wraps, and whose longest word does not widen what it stands in.
/// Owned by `parent`. Threads: confined to the GUI thread.
QLabel* plainLabel(QWidget* parent);
/// A label for words of the window's own, in one line, which may hold names from outside: plain text. Likewise owned.
QLabel* captionLabel(QWidget* parent);

} // namespace hearth::ui
