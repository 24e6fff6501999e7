// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/beginning_item.h"

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr double kStrength = 0.06;
constexpr double kPadding = 6;

} // namespace

void BeginningItem::setContent(QSizeF size, const QString& text, const QPalette& palette, const QFont& font) {
    prepareGeometryChange();
    m_size = size;
    m_text = text;
    m_palette = palette;
    m_font = font;
    update();
}

void BeginningItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) {
    const auto text = m_palette.color(QPalette::Text);
    painter->fillRect(boundingRect(), mixed(text, m_palette.color(QPalette::Base), kStrength));
    if (QFontMetricsF(m_font).horizontalAdvance(m_text) + 2 * kPadding <= m_size.width()) {
        painter->setFont(m_font);
        painter->setPen(quietText(m_palette));
        painter->drawText(boundingRect(), Qt::AlignCenter, m_text);
    }
}

} // namespace hearth::ui
