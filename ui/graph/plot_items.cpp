// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/plot_items.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/colors.h"

namespace hearth::ui {

namespace {

constexpr double kDotRadius = 3;
constexpr double kStripHalfWidth = kDotRadius + 2;
constexpr double kPadding = 8;
constexpr double kSwatch = 8;

} // namespace

void SeriesItem::setArea(const QRectF& area) {
    if (area != m_area) {
        prepareGeometryChange();
        m_area = area;
    }
}

void SeriesItem::setFrame(std::shared_ptr<const PlotFrame> frame) {
    m_frame = std::move(frame);
    update();
}

void SeriesItem::setWindow(model::TimeRange window) {
    m_window = window;
    update();
}

void SeriesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) {
    if (!m_frame || m_frame->image.isNull() || m_window.begin >= m_window.end) {
        return;
    }
    const auto drawn = m_frame->request.window;
    if (drawn == m_window && m_frame->request.size == m_area.size().toSize()) {
        painter->drawImage(m_area.topLeft(), m_frame->image);
        return;
    }
    const double span = static_cast<double>(m_window.end - m_window.begin);
    const double left = static_cast<double>(drawn.begin - m_window.begin) / span;
    const double right = static_cast<double>(drawn.end - m_window.begin) / span;
    const QRectF target(m_area.left() + left * m_area.width(), m_area.top(), (right - left) * m_area.width(),
                        m_area.height());
    painter->save();
    painter->setClipRect(m_area);
    painter->drawImage(target, m_frame->image);
    painter->restore();
}

void GapsItem::setArea(const QRectF& area) {
    if (area != m_area) {
        prepareGeometryChange();
        m_area = area;
    }
}

void GapsItem::setWindow(model::TimeRange window) {
    m_window = window;
    update();
}

void GapsItem::setGaps(std::vector<model::TimeRange> gaps) {
    if (gaps != m_gaps) {
        m_gaps = std::move(gaps);
        update();
    }
}

void GapsItem::setColor(const QColor& color) {
    m_color = color;
    update();
}

void GapsItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) {
    if (m_window.begin >= m_window.end) {
        return;
    }
    const double scale = m_area.width() / static_cast<double>(m_window.end - m_window.begin);
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(Qt::NoPen);
    painter->setBrush(QBrush(m_color, Qt::BDiagPattern));
    for (const auto& gap : m_gaps) {
        const double left = static_cast<double>(gap.begin - m_window.begin) * scale;
        const double right = static_cast<double>(gap.end - m_window.begin) * scale;
        const QRectF box(m_area.left() + left, m_area.top(), std::max(1.0, right - left), m_area.height());
        painter->drawRect(box.intersected(m_area));
    }
}

void CrosshairItem::setContent(double height, std::vector<Dot> dots, const QPalette& palette) {
    prepareGeometryChange();
    m_height = height;
    m_dots = std::move(dots);
    m_line = mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.5);
    m_ground = palette.color(QPalette::Base);
}

QRectF CrosshairItem::boundingRect() const {
    return {-kStripHalfWidth, -kStripHalfWidth, 2 * kStripHalfWidth, m_height + 2 * kStripHalfWidth};
}

void CrosshairItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) {
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(QPen(m_line, 1));
    painter->drawLine(QPointF(0, 0), QPointF(0, m_height));
    painter->setRenderHint(QPainter::Antialiasing, true);
    painter->setPen(QPen(m_ground, 1));
    for (const auto& dot : m_dots) {
        painter->setBrush(dot.color);
        painter->drawEllipse(QPointF(0, dot.y), kDotRadius, kDotRadius);
    }
}

void TooltipItem::setContent(Content content, const QPalette& palette, const QFont& font, double maxWidth) {
    prepareGeometryChange();
    m_palette = palette;
    m_font = font;
    const QFontMetricsF metrics(font);
    m_valueWidth = 0;
    for (const auto& row : content.rows) {
        m_valueWidth = std::max(m_valueWidth, metrics.horizontalAdvance(row.value));
    }
    const double before = kSwatch + kPadding + m_valueWidth + (m_valueWidth > 0 ? kPadding : 0);
    double width = std::max(metrics.horizontalAdvance(content.title), metrics.horizontalAdvance(content.footer));
    for (auto& row : content.rows) {
        row.text = metrics.elidedText(row.text, Qt::ElideMiddle, std::max(40.0, maxWidth - before - 2 * kPadding));
        width = std::max(width, before + metrics.horizontalAdvance(row.text));
    }
    const auto lines = 1 + content.rows.size() + (content.footer.isEmpty() ? 0 : 1);
    m_content = std::move(content);
    m_size = {std::ceil(width + 2 * kPadding),
              std::ceil(static_cast<double>(lines) * metrics.lineSpacing() + 1.5 * kPadding)};
    update();
}

void TooltipItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) {
    const QFontMetricsF metrics(m_font);
    auto ground = m_palette.color(QPalette::Base);
    ground.setAlphaF(0.95F);
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setBrush(ground);
    painter->setPen(QPen(m_content.pinned ? m_palette.color(QPalette::Highlight) : hairline(m_palette), 1));
    painter->drawRect(boundingRect().adjusted(0, 0, -1, -1));

    painter->setFont(m_font);
    double baseline = kPadding * 0.75 + metrics.ascent();
    painter->setPen(quietText(m_palette));
    painter->drawText(QPointF(kPadding, baseline), m_content.title);
    for (const auto& row : m_content.rows) {
        baseline += metrics.lineSpacing();
        if (row.color.isValid()) {
            const double top = baseline - metrics.xHeight() / 2 - kSwatch / 2;
            painter->fillRect(QRectF(kPadding, std::round(top), kSwatch, kSwatch), row.color);
        }
        painter->setPen(m_palette.color(QPalette::Text));
        const double left = kPadding + kSwatch + kPadding;
        painter->drawText(QPointF(left + m_valueWidth - metrics.horizontalAdvance(row.value), baseline), row.value);
        painter->drawText(QPointF(left + m_valueWidth + (m_valueWidth > 0 ? kPadding : 0), baseline), row.text);
    }
    if (!m_content.footer.isEmpty()) {
        painter->setPen(quietText(m_palette));
        painter->drawText(QPointF(kPadding, baseline + metrics.lineSpacing()), m_content.footer);
    }
}

void SelectionItem::setContent(const QRectF& area, const QColor& accent) {
    prepareGeometryChange();
    m_area = area;
    m_accent = accent;
    update();
}

void SelectionItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) {
    auto fill = m_accent;
    fill.setAlphaF(0.16F);
    painter->fillRect(m_area, fill);
    painter->setPen(QPen(m_accent, 1));
    painter->drawLine(m_area.topLeft(), m_area.bottomLeft());
    painter->drawLine(m_area.topRight(), m_area.bottomRight());
}

} // namespace hearth::ui
