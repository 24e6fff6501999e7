// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_label.h"

#include <QLabel>

namespace hearth::ui {

QLabel* captionLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel* plainLabel(QWidget* parent) {
    auto* label = captionLabel(parent);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    return label;
}

} // namespace hearth::ui
