// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolBar>

namespace hearth::ui {

/// Lets the button that a tool bar shows for what does not fit be seen on dark ground as well: styles draw it black.
void tintExtensionButton(QToolBar& bar);

} // namespace hearth::ui
