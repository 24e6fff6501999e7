// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/elided_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "models/plain_text.h"
#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr double kLineRoom = 1.2;

} // namespace

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setQuiet(bool quiet) {
    m_quiet = quiet;
    update();
}

/// The same height for all scripts: glyphs from a fallback font would make some lines of a page taller than others.
QSize ElidedLabel::sizeHint() const {
    return {QLabel::sizeHint().width(), qRound(fontMetrics().height() * kLineRoom)};
}

QSize ElidedLabel::minimumSizeHint() const {
    return {fontMetrics().horizontalAdvance(QStringLiteral("mm…")), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setPen(m_quiet ? quietText(palette()) : palette().color(QPalette::WindowText));
    const auto line = fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
    painter.drawText(contentsRect(), static_cast<int>(alignment()) | Qt::TextSingleLine, line);
}

bool ElidedLabel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty()) {
        return QLabel::event(event);
    }
    const bool cut = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), cut ? plainToolTip(text()) : QString(), this);
    return true;
}

} // namespace hearth::ui
