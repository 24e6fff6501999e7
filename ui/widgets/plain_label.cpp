// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_label.h"

#include <QLabel>

namespace hearth::ui {

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    return label;
}

} // namespace hearth::ui
