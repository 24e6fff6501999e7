// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/value_label.h"

#include <QPainter>

#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr double kLargeScale = 1.9;
constexpr double kPairScale = 1.3;
constexpr int kUnitGap = 4;
constexpr int kPartGap = 16;
constexpr int kSwatchWidth = 10;

} // namespace

ValueLabel::ValueLabel(QWidget* parent)
    : QWidget(parent)
    , m_parts(1) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ValueLabel::setParts(std::vector<Part> parts) {
    m_parts = std::move(parts);
    setAccessibleName(text());
    update();
}

QString ValueLabel::text() const {
    QStringList texts;
    for (const auto& part : m_parts) {
        texts << (part.caption.isEmpty() ? part.value.text() : part.caption + QLatin1Char(' ') + part.value.text());
    }
    return texts.join(QStringLiteral(", "));
}

QFont ValueLabel::largeFont() const {
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * (m_parts.size() > 1 ? kPairScale : kLargeScale));
    return large;
}

/// The same height for one and two parts, so that cards line up.
QSize ValueLabel::sizeHint() const {
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * kLargeScale);
    return {160, QFontMetrics(large).height()};
}

QSize ValueLabel::minimumSizeHint() const {
    return {80, sizeHint().height()};
}

void ValueLabel::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const auto large = largeFont();
    const QFontMetrics largeMetrics(large);
    const int baseline = (height() + largeMetrics.ascent() - largeMetrics.descent()) / 2;
    const auto textColor = palette().color(QPalette::WindowText);
    int x = 0;
    const auto draw = [&](const QString& text, const QFont& textFont, const QColor& color, int gap) {
        painter.setFont(textFont);
        painter.setPen(color);
        painter.drawText(x, baseline, text);
        x += text.isEmpty() ? 0 : QFontMetrics(textFont).horizontalAdvance(text) + gap;
    };
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const auto& part = m_parts[i];
        if (m_parts.size() > 1) {
            const int middle = baseline - fontMetrics().xHeight() / 2;
            painter.fillRect(x, middle - 1, kSwatchWidth, 3, chartColor(static_cast<int>(i), palette()));
            x += kSwatchWidth + kUnitGap;
        }
        draw(part.caption, font(), quietText(palette()), kUnitGap);
        draw(part.value.number.isEmpty() ? QStringLiteral("–") : part.value.number, large,
             part.value.number.isEmpty() ? quietText(palette()) : textColor, kUnitGap);
        draw(part.value.unit, font(), quietText(palette()), 0);
        x += kPartGap;
    }
}

} // namespace hearth::ui
