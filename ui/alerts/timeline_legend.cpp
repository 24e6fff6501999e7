// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/timeline_legend.h"

#include <QEvent>
#include <QPainter>
#include <array>

#include "alerts/timeline_view.h"
#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr int kBarWidth = 18;
constexpr int kGap = 6;
constexpr int kBetween = 16;
constexpr std::array kKinds{TimelineSpan::Kind::kFiring, TimelineSpan::Kind::kPending, TimelineSpan::Kind::kSilenced};

} // namespace

TimelineLegend::TimelineLegend(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    retranslateUi();
}

QStringList TimelineLegend::words() {
    return {tr("firing"), tr("pending"), tr("silenced")};
}

QSize TimelineLegend::sizeHint() const {
    int width = -kBetween;
    for (const auto& word : words()) {
        width += kBarWidth + kGap + fontMetrics().horizontalAdvance(word) + kBetween;
    }
    return {width, fontMetrics().height() + 4};
}

void TimelineLegend::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    int x = 0;
    const auto texts = words();
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        paintTimelineBar(painter, QRectF(x, 0, kBarWidth, height()), kKinds[i], palette());
        const auto& word = texts[static_cast<qsizetype>(i)];
        x += kBarWidth + kGap;
        painter.setPen(quietText(palette()));
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, word);
        x += fontMetrics().horizontalAdvance(word) + kBetween;
    }
}

void TimelineLegend::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void TimelineLegend::retranslateUi() {
    setAccessibleName(tr("Bars: %1").arg(words().join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

} // namespace hearth::ui
