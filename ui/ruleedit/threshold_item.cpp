// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/threshold_item.h"

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/colors.h"
#include "widgets/state_shape.h"

namespace hearth::ui {
namespace {

constexpr double kPadding = 4;
constexpr double kMark = 5;
constexpr double kMarkEvery = 64;

} // namespace

void ThresholdItem::setContent(double width, const QString& text, int direction, bool held, const QPalette& palette,
                               const QFont& font) {
    if (width == m_width && text == m_text && direction == m_direction && held == m_held && palette == m_palette &&
        font == m_font) {
        return;
    }
    prepareGeometryChange();
    m_width = width;
    m_text = text;
    m_direction = direction;
    m_held = held;
    m_palette = palette;
    m_font = font;
    const QFontMetricsF metrics(font);
    m_box = {metrics.horizontalAdvance(text) + 2 * kPadding, metrics.height() + 2};
    update();
}

QRectF ThresholdItem::boundingRect() const {
    const double half = std::max(m_box.height() / 2, kMark + 2) + 1;
    return {-1, -half, m_width + 2, 2 * half};
}

void ThresholdItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) {
    const auto color = stateColor(StateShape::kBad, m_palette);
    const double thick = m_held ? 2 : 1;
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->fillRect(QRectF(0, -thick / 2, m_width, thick), color);
    for (double x = kMarkEvery / 2; m_direction != 0 && x < m_width - m_box.width() - kMark; x += kMarkEvery) {
        painter->fillRect(QRectF(x, m_direction > 0 ? -kMark : 0, 1, kMark), color);
    }
    const QRectF box(m_width - m_box.width(), -m_box.height() / 2, m_box.width(), m_box.height());
    painter->fillRect(box, color);
    painter->setFont(m_font);
    painter->setPen(m_palette.color(QPalette::Base));
    painter->drawText(box, Qt::AlignCenter, m_text);
}

} // namespace hearth::ui
