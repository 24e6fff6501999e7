// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/block_ruler.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include "models/plain_text.h"
#include "models/time_text.h"
#include "models/value_format.h"
#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr int kMargin = 12;
constexpr int kMinimumWidth = 160;
constexpr int kLaneHeight = 22;
constexpr int kLaneGap = 4;
constexpr int kMaxLanes = 4; ///< More overlap than that is drawn in the last one.
constexpr int kScaleGap = 6;
constexpr double kRadius = 3;
constexpr double kMinWidth = 3;
constexpr int kDeepestLevel = 5;

QString countText(std::uint64_t count) {
    return ValueFormat::format(static_cast<double>(count), Unit::kNone).text();
}

double seconds(model::TimestampMs begin, model::TimestampMs end) {
    return static_cast<double>(end - begin) / model::kSecondMs;
}

} // namespace

BlockRuler::BlockRuler(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVisible(false);
}

void BlockRuler::setBlocks(std::vector<datasource::BlockFacts> blocks, std::optional<model::TimeRange> head) {
    m_blocks = std::move(blocks);
    m_head = head;
    m_lanes = BlockLanes(m_blocks, m_head);
    setVisible(m_lanes.span().has_value());
    setAccessibleName(tr("Blocks on a ruler of time"));
    updateGeometry();
    update();
}

void BlockRuler::setUtc(bool utc) {
    m_utc = utc;
    update();
}

QSize BlockRuler::sizeHint() const {
    const auto lanes = std::clamp(m_lanes.laneCount(), 1, kMaxLanes);
    return {kMinimumWidth, 2 * kMargin + lanes * (kLaneHeight + kLaneGap) + kScaleGap + fontMetrics().height()};
}

QRectF BlockRuler::barRect(const BlockLanes::Bar& bar) const {
    const double width = this->width() - 2 * kMargin;
    const auto lane = std::min(bar.lane, kMaxLanes - 1);
    const auto wide = std::max((bar.end - bar.begin) * width - 1, kMinWidth);
    const auto left = std::min(kMargin + bar.begin * width, kMargin + width - kMinWidth);
    return {left, static_cast<double>(kMargin + lane * (kLaneHeight + kLaneGap)), wide, kLaneHeight};
}

QColor BlockRuler::barColor(const BlockLanes::Bar& bar) const {
    if (!bar.block) {
        return chartColor(1, palette());
    }
    const auto& block = m_blocks[*bar.block];
    if (block.failed) {
        return warningColor(palette());
    }
    const auto depth = static_cast<double>(std::clamp<std::int64_t>(block.level, 1, kDeepestLevel)) / kDeepestLevel;
    return mixed(chartColor(0, palette()), palette().color(QPalette::Base), 0.35 + 0.65 * depth);
}

void BlockRuler::paintScale(QPainter& painter) const {
    const auto span = *m_lanes.span();
    const auto box = rect().adjusted(kMargin, 0, -kMargin, -kMargin);
    painter.setPen(quietText(palette()));
    painter.drawText(box, Qt::AlignLeft | Qt::AlignBottom, TimeText::absolute(span.begin, m_utc));
    painter.drawText(box, Qt::AlignRight | Qt::AlignBottom, TimeText::absolute(span.end, m_utc));
}

void BlockRuler::paintEvent(QPaintEvent* /*event*/) {
    if (!m_lanes.span()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const auto& bar : m_lanes.bars()) {
        painter.setBrush(barColor(bar));
        painter.drawRoundedRect(barRect(bar), kRadius, kRadius);
    }
    paintScale(painter);
}

QString BlockRuler::describe(const BlockLanes::Bar& bar) const {
    const auto range = [this](model::TimestampMs begin, model::TimestampMs end) {
        return tr("%1 to %2 (%3)")
            .arg(TimeText::absolute(begin, m_utc), TimeText::absolute(end, m_utc),
                 ValueFormat::duration(seconds(begin, end)));
    };
    if (!bar.block) {
        return tr("Head: in memory and in the write-ahead log") + QLatin1Char('\n') + range(m_head->begin, m_head->end);
    }
    const auto& block = m_blocks[*bar.block];
    QStringList lines{toQString(block.ulid), range(block.minTime, block.maxTime),
                      tr("Level %1: %2 series, %3 samples")
                          .arg(QLocale().toString(static_cast<qlonglong>(block.level)), countText(block.series),
                               countText(block.samples))};
    if (block.failed) {
        lines << tr("Compaction failed on this block.");
    }
    return lines.join(QLatin1Char('\n'));
}

bool BlockRuler::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const auto& bar : m_lanes.bars()) {
        if (barRect(bar).contains(help->pos())) {
            QToolTip::showText(help->globalPos(), plainToolTip(describe(bar)), this, barRect(bar).toRect());
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace hearth::ui
