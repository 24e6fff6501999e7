// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/disk_bars.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "models/plain_text.h"
#include "models/value_format.h"
#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr int kBarHeight = 6;
constexpr int kGap = 8;
/// From here on the bar wants attention.
constexpr double kNearlyFull = 0.9;

} // namespace

DiskBars::DiskBars(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(64);
}

void DiskBars::setDisks(std::vector<DiskUsage> disks) {
    m_disks = std::move(disks);
    update();
}

int DiskBars::rowHeight() const {
    return fontMetrics().height() + 6;
}

int DiskBars::shownRows() const {
    return std::min(static_cast<int>(m_disks.size()), height() / rowHeight());
}

void DiskBars::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    if (m_disks.empty()) {
        painter.setPen(QPen(hairline(palette()), 1));
        painter.drawLine(0, rowHeight() / 2, width(), rowHeight() / 2);
        return;
    }
    for (int i = 0; i < shownRows(); ++i) {
        paintRow(painter, QRect(0, i * rowHeight(), width(), rowHeight()), m_disks[static_cast<std::size_t>(i)]);
    }
}

void DiskBars::paintRow(QPainter& painter, const QRect& row, const DiskUsage& disk) const {
    const int numberWidth = fontMetrics().horizontalAdvance(QStringLiteral("99.9 %"));
    const int nameWidth = std::clamp(row.width() / 3, 24, 160);
    const double ratio = std::clamp(disk.usedRatio(), 0.0, 1.0);

    painter.setPen(palette().color(QPalette::WindowText));
    const QRect name(row.left(), row.top(), nameWidth, row.height());
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(disk.mountpoint, Qt::ElideMiddle, nameWidth));
    const QRect number(row.right() - numberWidth + 1, row.top(), numberWidth, row.height());
    painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter, ValueFormat::format(ratio, Unit::kRatio).text());

    const QRect groove(name.right() + kGap, row.center().y() - kBarHeight / 2,
                       number.left() - kGap - (name.right() + kGap), kBarHeight);
    painter.fillRect(groove, hairline(palette()));
    const auto fill = ratio >= kNearlyFull ? warningColor(palette()) : chartColor(0, palette());
    painter.fillRect(QRect(groove.topLeft(), QSize(qRound(groove.width() * ratio), kBarHeight)), fill);
}

bool DiskBars::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = help->pos().y() / rowHeight();
    QString text;
    if (row >= 0 && row < shownRows()) {
        const auto& disk = m_disks[static_cast<std::size_t>(row)];
        text = plainToolTip(tr("%1: %2 free of %3")
                                .arg(disk.mountpoint, ValueFormat::format(disk.availableBytes, Unit::kBytes).text(),
                                     ValueFormat::format(disk.sizeBytes, Unit::kBytes).text()));
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace hearth::ui
