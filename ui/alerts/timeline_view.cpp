// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/timeline_view.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "graph/time_scale.h"
#include "models/plain_text.h"
#include "widgets/cell_delegate.h"
#include "widgets/colors.h"
#include "widgets/state_shape.h"
#include "widgets/table_header.h"

namespace hearth::ui {
namespace {

constexpr int kNoShapes = -1;
constexpr double kPixelsPerTick = 96;
constexpr double kMinSpanWidth = 3;
constexpr double kBarShare = 0.5;
constexpr double kPendingShare = 0.26;
constexpr int kHoverPixels = 3;
constexpr double kNameShare = 0.34;
constexpr int kMaxNameWidth = 420;

/// Names as everywhere, stretches as bars: firing ones high and full, pending ones low, silenced ones hatched.
class TimelineDelegate : public CellDelegate {
  public:
    explicit TimelineDelegate(TimelineView* view)
        : CellDelegate(view)
        , m_view(*view) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        CellDelegate::paint(painter, option, index);
        if (index.column() == TimelineModel::kSpans) {
            painter->save();
            painter->setClipRect(option.rect);
            painter->translate(option.rect.topLeft());
            paintGrid(*painter, option);
            for (const auto& span : m_view.timeline().spans(index.row())) {
                paintSpan(*painter, option, span);
            }
            painter->restore();
        }
    }

  private:
    void paintGrid(QPainter& painter, const QStyleOptionViewItem& option) const {
        painter.setPen(hairline(option.palette));
        for (const auto& tick : m_view.ticks(option.rect.width())) {
            const double x = std::round(m_view.tickX(tick, option.rect.width())) + 0.5;
            painter.drawLine(QPointF(x, 0), QPointF(x, option.rect.height()));
        }
    }

    void paintSpan(QPainter& painter, const QStyleOptionViewItem& option, const TimelineSpan& span) const {
        const auto range = m_view.timeline().range();
        const double width = option.rect.width();
        // What has just begun is seen, too.
        const double left = std::min(timelineX(span.begin, range, width), width - kMinSpanWidth);
        const double right = std::max(timelineX(span.end, range, width), left + kMinSpanWidth);
        const auto bar =
            paintTimelineBar(painter, QRectF(left, 0, right - left, option.rect.height()), span.kind, option.palette);
        if (span.kind != TimelineSpan::Kind::kSilenced && option.state.testFlag(QStyle::State_Selected)) {
            painter.setPen(option.palette.color(QPalette::HighlightedText));
            painter.drawRect(bar);
        }
    }

    const TimelineView& m_view;
};

/// The scale of time over the bars.
class TimelineHeader : public TableHeader {
  public:
    explicit TimelineHeader(TimelineView* view)
        : TableHeader(view)
        , m_view(*view) {
        setStretchLastSection(true);
        setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }

  protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        if (section != TimelineModel::kSpans) {
            TableHeader::paintSection(painter, rect, section);
            return;
        }
        QStyleOptionHeader option;
        initStyleOption(&option);
        option.rect = rect;
        option.section = section;
        style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);
        painter->save();
        painter->setPen(palette().color(QPalette::ButtonText));
        double free = rect.left();
        for (const auto& tick : m_view.ticks(rect.width())) {
            const double width = fontMetrics().horizontalAdvance(tick.label);
            const double center = rect.left() + m_view.tickX(tick, rect.width());
            const double left = std::clamp(center - width / 2, static_cast<double>(rect.left()) + 2,
                                           std::max<double>(rect.left() + 2, rect.right() - width - 2));
            if (left > free) {
                painter->drawText(QRectF(left, rect.top(), width + 1, rect.height()), Qt::AlignVCenter, tick.label);
                free = left + width + 8;
            }
        }
        painter->restore();
    }

  private:
    const TimelineView& m_view;
};

} // namespace

QRectF paintTimelineBar(QPainter& painter, const QRectF& room, TimelineSpan::Kind kind, const QPalette& palette) {
    const bool pending = kind == TimelineSpan::Kind::kPending;
    const double height = room.height() * (pending ? kPendingShare : kBarShare);
    const double bottom = room.top() + room.height() * (1 + kBarShare) / 2;
    const QRectF bar(room.left(), bottom - height, room.width(), height);
    if (kind == TimelineSpan::Kind::kSilenced) {
        painter.fillRect(bar, mixed(stateColor(StateShape::kSilenced, palette), palette.color(QPalette::Base), 0.35));
        painter.fillRect(bar, QBrush(palette.color(QPalette::Text), Qt::BDiagPattern));
    } else {
        painter.fillRect(bar, stateColor(pending ? StateShape::kPending : StateShape::kBad, palette));
    }
    return bar;
}

double timelineX(model::TimestampMs time, model::TimeRange range, double width) {
    const auto length = static_cast<double>(std::max<model::DurationMs>(1, range.end - range.begin));
    return std::clamp(static_cast<double>(time - range.begin) / length, 0.0, 1.0) * width;
}

model::TimestampMs timelineTime(double x, model::TimeRange range, double width) {
    const auto length = static_cast<double>(range.end - range.begin);
    return range.begin + static_cast<model::DurationMs>(width > 0 ? x / width * length : 0);
}

TimelineView::TimelineView(TimelineModel& model, QWidget* parent)
    : TableView(kNoShapes, parent)
    , m_model(model) {
    setModel(&model);
    setHeader(new TimelineHeader(this));
    setItemDelegate(new TimelineDelegate(this));
    setRootIsDecorated(false);
    setAllColumnsShowFocus(true);
}

void TimelineView::setUtc(bool utc) {
    m_utc = utc;
    viewport()->update();
    header()->viewport()->update();
}

std::vector<AxisTick> TimelineView::ticks(double width) const {
    const auto zone = m_utc ? QTimeZone::utc() : QTimeZone::systemTimeZone();
    return TimeScale::ticks(m_model.range(), std::max(2, static_cast<int>(width / kPixelsPerTick)), zone);
}

double TimelineView::tickX(const AxisTick& tick, double width) const {
    return timelineX(static_cast<model::TimestampMs>(tick.value), m_model.range(), width);
}

void TimelineView::resizeEvent(QResizeEvent* event) {
    TableView::resizeEvent(event);
    header()->resizeSection(TimelineModel::kAlert,
                            std::min(kMaxNameWidth, static_cast<int>(viewport()->width() * kNameShare)));
}

bool TimelineView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto index = indexAt(help->pos());
        if (index.isValid() && index.column() == TimelineModel::kSpans) {
            const auto cell = visualRect(index);
            const auto range = m_model.range();
            const auto time = timelineTime(help->pos().x() - cell.left(), range, cell.width());
            const auto slack = timelineTime(kHoverPixels, range, cell.width()) - range.begin;
            QToolTip::showText(help->globalPos(), plainToolTip(m_model.describe(index.row(), time, slack)), viewport());
            return true;
        }
    }
    return TableView::viewportEvent(event);
}

} // namespace hearth::ui
