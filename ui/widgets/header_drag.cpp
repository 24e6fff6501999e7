// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/header_drag.h"

#include <QGuiApplication>

namespace hearth::ui {

HeaderDrag::HeaderDrag(QHeaderView* header)
    : QObject(header) {
    connect(header, &QHeaderView::sectionResized, this, [this, header](int column) {
        // A button is pressed on a tab or a splitter, too; the last column follows the header's own stretching.
        const bool isOwn = m_fitting || column + 1 == header->count();
        m_happened = m_happened || (!isOwn && QGuiApplication::mouseButtons().testFlag(Qt::LeftButton));
    });
}

} // namespace hearth::ui
