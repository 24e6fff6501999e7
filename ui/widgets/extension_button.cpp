// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/extension_button.h"

#include <QToolButton>

#include "widgets/tinted_icon.h"

namespace hearth::ui {

void tintExtensionButton(QToolBar& bar) {
    if (auto* button = bar.findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button"))) {
        button->setIcon(tintedIcon(QStringLiteral("more")));
    }
}

} // namespace hearth::ui
