// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsView>
#include <QTimeZone>
#include <memory>
#include <optional>
#include <vector>

#include "graph/chart_frame.h"
#include "graph/hit_test.h"
#include "graph/plot_frame.h"
#include "graph/plot_items.h"
#include "graph/zoom.h"

namespace hearth::ui {

class Background;

/// The chart: series over time, zoomed and panned by mouse, wheel and keys, with a crosshair that reads them.
/// It moves the window at once (over the samples it has) and announces windowChanged(); the owner then brings samples
/// of a finer step with setData(). Pictures are drawn by a worker, one at a time; the newest wish wins.
///
/// Drag: zoom. Shift+drag or middle button: pan. Ctrl+wheel, or the wheel when focused: zoom at the cursor. Click: pin
/// the readings. Left, Right (Shift: ten steps): move the crosshair. +, -, 0: zoom in, out, reset. Alt+Left, Alt+Right:
/// back, forward. Threads: confined to the GUI thread.
class PlotView : public QGraphicsView {
    Q_OBJECT

  public:
    enum class Readings : std::uint8_t { kAllSorted, kNearest };

    /// `workers` draws; must outlive the view.
    explicit PlotView(Background& workers, QWidget* parent = nullptr);
    ~PlotView() override;

    /// New samples, to be seen through `window`. Colours follow the labels.
    void setData(GraphDataPtr data, model::TimeRange window);
    const GraphDataPtr& data() const { return m_data; }
    /// One for each series.
    const std::vector<SeriesStyle>& styles() const { return m_styles; }
    void setShown(std::vector<bool> shown);
    /// When the machine that collected was asleep: hatched, and read out by the crosshair.
    void setGaps(std::vector<model::TimeRange> gaps);
    void setOptions(PlotOptions options);
    void setTimeZone(const QTimeZone& zone);
    void setReadings(Readings readings);
    /// A value that the axis shows whatever the series do.
    void setReach(std::optional<double> value);
    /// Goes to a window that the person chose elsewhere; what was zoomed before is forgotten.
    void resetWindow(model::TimeRange window);
    model::TimeRange window() const { return m_window; }

    /// Where the lines are drawn, in the viewport.
    QRectF plotArea() const { return m_chart->plotArea(); }
    /// Where times and values stand in plotArea() now; nothing before the first picture.
    std::optional<PlotMapping> mapping() const;

    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }

    /// Whether the picture on show is the one for the present wishes.
    bool upToDate() const;
    /// "3 series, last 12 %, highest 61 % at 03:10": for those who do not see the picture.
    QString summary() const;
    /// Moves the crosshair to the samples nearest to `time`.
    void setCrosshair(std::optional<model::TimestampMs> time);
    std::optional<model::TimestampMs> crosshair() const { return m_crosshairTime; }

  public slots:
    void goBack();
    void goForward();
    void zoomIn();
    void zoomOut();
    void resetZoom();

  signals:
    /// The person zoomed or panned.
    void windowChanged(hearth::model::TimeRange window);
    /// A new picture is on show.
    void pictureChanged();

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

    /// What the crosshair says of a gap.
    virtual QString gapText(const model::TimeRange& gap) const;
    QString timeText(model::TimestampMs time) const;

  private:
    enum class Drag : std::uint8_t { kNone, kSelect, kPan };

    void buildUi();
    void applyLook();
    bool darkGround() const;

    /// Zooms or pans, and says so.
    void navigate(model::TimeRange window, bool remember);
    void showWindow(model::TimeRange window);
    void placeTimeTicks();
    PlotRequest wish() const;
    void requestPicture();
    void takePicture(Result<std::shared_ptr<const PlotFrame>> frame);

    void updateCrosshair(QPointF at);
    void showReadings();
    QString gapAtCursor() const;
    TooltipItem::Content allReadings() const;
    TooltipItem::Content nearestReadings() const;
    void placeTooltip();
    const Hit* hitAtCursor() const { return nearestHit(m_hits, m_cursor.x(), m_cursor.y()); }
    QPointF inPlot(QPointF position) const { return position - m_chart->plotArea().topLeft(); }
    double fractionAt(double x) const;

    Background& m_workers;
    std::unique_ptr<ChartFrame> m_chart;
    GapsItem* m_gaps = nullptr; ///< The scene owns the items.
    SeriesItem* m_series = nullptr;
    CrosshairItem* m_crosshair = nullptr;
    TooltipItem* m_tooltip = nullptr;
    SelectionItem* m_selection = nullptr;

    GraphDataPtr m_data;
    SeriesColors m_colors;
    std::vector<SeriesStyle> m_styles;
    std::vector<bool> m_shown;
    model::TimeRange m_window;
    ZoomHistory m_history;
    PlotOptions m_options;
    std::optional<double> m_reach;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    Readings m_readings = Readings::kAllSorted;
    bool m_drawing = false; ///< A picture is on its way ...
    bool m_stale = false;   ///< ... and is not the one that is wanted any more.

    Drag m_drag = Drag::kNone;
    QPointF m_dragStart; ///< In the plot.
    model::TimeRange m_dragWindow;
    QPointF m_cursor;                               ///< In the plot.
    std::optional<model::TimestampMs> m_cursorTime; ///< Where the mouse is, samples or not.
    std::optional<model::TimestampMs> m_crosshairTime;
    std::vector<Hit> m_hits;
    bool m_pinned = false;
};

} // namespace hearth::ui
