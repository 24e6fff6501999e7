// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>

#include "graph/axis_tick.h"
#include "models/timeline_model.h"
#include "widgets/table_view.h"

namespace hearth::ui {

/// Where a moment lies in a column of the given width.
double timelineX(model::TimestampMs time, model::TimeRange range, double width);
model::TimestampMs timelineTime(double x, model::TimeRange range, double width);

/// Paints a stretch into `room`, which has a row's height: firing high and full, pending low, silenced hatched.
/// Returns where.
QRectF paintTimelineBar(QPainter& painter, const QRectF& room, TimelineSpan::Kind kind, const QPalette& palette);

/// Alerts as rows, their stretches painted along time, its scale in the header. Hovering tells what happened.
/// Threads: confined to the GUI thread.
class TimelineView : public TableView {
    Q_OBJECT

  public:
    /// `model` must outlive the view.
    explicit TimelineView(TimelineModel& model, QWidget* parent = nullptr);

    void setUtc(bool utc);
    std::vector<AxisTick> ticks(double width) const;
    double tickX(const AxisTick& tick, double width) const;
    const TimelineModel& timeline() const { return m_model; }

  protected:
    bool viewportEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    TimelineModel& m_model;
    bool m_utc = false;
};

} // namespace hearth::ui
