// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/plot_view.h"

#include <QEvent>
#include <QGraphicsScene>
#include <QLocale>
#include <QResizeEvent>
#include <cmath>

#include "data/background.h"
#include "graph/time_scale.h"
#include "widgets/colors.h"

namespace hearth::ui {

namespace {

constexpr double kPixelsPerTimeTick = 88;
constexpr double kPixelsPerValueTick = 48;
constexpr int kMinTicks = 2;
constexpr double kGapStrength = 0.22;
const QString kPictureSlot = QStringLiteral("picture");

int ticksIn(double pixels, double each) {
    return std::max(kMinTicks, static_cast<int>(pixels / each));
}

} // namespace

PlotView::PlotView(Background& workers, QWidget* parent)
    : QGraphicsView(parent)
    , m_workers(workers) {
    buildUi();
    applyLook();
}

PlotView::~PlotView() = default;

void PlotView::buildUi() {
    setScene(new QGraphicsScene(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(QGraphicsView::MinimalViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontAdjustForAntialiasing);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Graph"));

    m_chart = std::make_unique<ChartFrame>(*scene());
    m_gaps = new GapsItem;
    m_series = new SeriesItem;
    m_selection = new SelectionItem;
    m_crosshair = new CrosshairItem;
    m_tooltip = new TooltipItem;
    double order = 1;
    for (QGraphicsItem* item :
         std::initializer_list<QGraphicsItem*>{m_gaps, m_series, m_selection, m_crosshair, m_tooltip}) {
        item->setZValue(order++);
        item->setAcceptedMouseButtons(Qt::NoButton);
        scene()->addItem(item);
    }
    m_selection->hide();
    m_crosshair->hide();
    m_tooltip->hide();
}

bool PlotView::darkGround() const {
    return isDark(palette());
}

void PlotView::applyLook() {
    setBackgroundBrush(palette().brush(QPalette::Base));
    auto labels = font();
    labels.setPointSizeF(std::max(7.0, labels.pointSizeF() * 0.9));
    m_chart->setLook(palette(), labels);
    m_gaps->setColor(mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), kGapStrength));
    requestPicture();
}

void PlotView::changeEvent(QEvent* event) {
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange) {
        if (m_chart) {
            applyLook();
            placeTimeTicks();
        }
    }
}

void PlotView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    const QSizeF size = viewport()->size();
    scene()->setSceneRect(QRectF(QPointF(), size));
    m_chart->setSize(size);
    m_gaps->setArea(m_chart->plotArea());
    m_series->setArea(m_chart->plotArea());
    placeTimeTicks();
    requestPicture();
}

void PlotView::setData(GraphDataPtr data, model::TimeRange window) {
    m_data = std::move(data);
    std::vector<std::uint64_t> hashes;
    if (m_data) {
        hashes.reserve(m_data->series.size());
        for (const auto& series : m_data->series) {
            hashes.push_back(series.hash);
        }
    }
    m_styles = m_colors.assign(hashes);
    if (m_shown.size() != hashes.size()) {
        m_shown.assign(hashes.size(), true);
    }
    if (m_history.empty()) {
        m_history.reset(window);
    }
    showWindow(window);
}

void PlotView::setShown(std::vector<bool> shown) {
    if (m_data && shown.size() == m_data->series.size()) {
        m_shown = std::move(shown);
        requestPicture();
    }
}

void PlotView::setGaps(std::vector<model::TimeRange> gaps) {
    m_gaps->setGaps(std::move(gaps));
}

void PlotView::setOptions(PlotOptions options) {
    if (options != m_options) {
        m_options = options;
        requestPicture();
    }
}

void PlotView::setReach(std::optional<double> value) {
    if (value != m_reach) {
        m_reach = value;
        requestPicture();
    }
}

std::optional<PlotMapping> PlotView::mapping() const {
    const auto& frame = m_series->frame();
    if (!frame) {
        return std::nullopt;
    }
    auto mapping = frame->mapping;
    mapping.time = m_window;
    mapping.width = m_chart->plotArea().width();
    mapping.height = m_chart->plotArea().height();
    return mapping;
}

void PlotView::setTimeZone(const QTimeZone& zone) {
    m_zone = zone;
    placeTimeTicks();
}

void PlotView::setReadings(Readings readings) {
    m_readings = readings;
    showReadings();
}

void PlotView::resetWindow(model::TimeRange window) {
    m_history.reset(sane(window));
    showWindow(sane(window));
}

void PlotView::navigate(model::TimeRange window, bool remember) {
    window = sane(window);
    remember ? m_history.push(window) : m_history.amend(window);
    showWindow(window);
    emit windowChanged(window);
}

void PlotView::showWindow(model::TimeRange window) {
    m_window = window;
    m_gaps->setWindow(window);
    m_series->setWindow(window);
    placeTimeTicks();
    requestPicture();
    if (m_crosshairTime) {
        setCrosshair(m_crosshairTime);
    }
}

void PlotView::placeTimeTicks() {
    const auto area = m_chart->plotArea();
    if (m_window.begin < m_window.end && !area.isEmpty()) {
        m_chart->setTimes(m_window, TimeScale::ticks(m_window, ticksIn(area.width(), kPixelsPerTimeTick), m_zone));
    }
}

PlotRequest PlotView::wish() const {
    const auto area = m_chart->plotArea();
    PlotRequest request;
    request.data = m_data;
    request.shown = m_shown;
    request.styles = m_styles;
    request.window = m_window;
    request.options = m_options;
    request.reach = m_reach;
    request.size = area.size().toSize();
    request.pixelRatio = devicePixelRatioF();
    request.maxValueTicks = ticksIn(area.height(), kPixelsPerValueTick);
    request.darkGround = darkGround();
    return request;
}

void PlotView::requestPicture() {
    // One at a time: canceling for every step of a drag would never let a picture finish.
    if (m_drawing) {
        m_stale = true;
        return;
    }
    if (!m_data || m_window.begin >= m_window.end || m_chart->plotArea().isEmpty()) {
        return;
    }
    m_drawing = true;
    m_stale = false;
    m_workers.call(
        this, kPictureSlot,
        [request = wish()](const std::stop_token& stop) mutable { return renderPlot(std::move(request), stop); },
        [this](Result<std::shared_ptr<const PlotFrame>> frame) { takePicture(std::move(frame)); });
}

void PlotView::takePicture(Result<std::shared_ptr<const PlotFrame>> frame) {
    m_drawing = false;
    if (frame) {
        m_chart->setValues((*frame)->mapping.axis);
        const auto area = m_chart->plotArea();
        if (area != m_series->boundingRect()) { // wider labels: the picture is a little too wide now
            m_gaps->setArea(area);
            m_series->setArea(area);
            placeTimeTicks();
            m_stale = true;
        }
        m_series->setFrame(*std::move(frame));
        if (m_crosshairTime) {
            setCrosshair(m_crosshairTime);
        }
        setAccessibleDescription(summary());
        emit pictureChanged();
    }
    if (m_stale) {
        requestPicture();
    }
}

bool PlotView::upToDate() const {
    return !m_drawing && m_series->frame() && m_series->frame()->request.window == m_window &&
           m_series->frame()->request.data == m_data;
}

QString PlotView::timeText(model::TimestampMs time) const {
    const auto local = QDateTime::fromMSecsSinceEpoch(time, m_zone);
    return QLocale().toString(local, tr("d MMM yyyy HH:mm:ss", "a time in the graph's readings"));
}

QString PlotView::summary() const {
    if (!m_data || m_data->series.empty()) {
        return tr("No series");
    }
    double last = std::numeric_limits<double>::quiet_NaN();
    model::Sample highest{0, -std::numeric_limits<double>::infinity()};
    for (const auto& series : m_data->series) {
        last = series.summary.last;
        for (const auto& sample : series.samples) {
            if (sample.value > highest.value) {
                highest = sample;
            }
        }
    }
    const auto count = tr("%n series", nullptr, static_cast<int>(m_data->series.size()));
    if (!std::isfinite(highest.value)) {
        return count;
    }
    return tr("%1, last %2, highest %3 at %4", "%1: number of series")
        .arg(count, ValueFormat::format(last, m_data->unit).text(),
             ValueFormat::format(highest.value, m_data->unit).text(), timeText(highest.time));
}

void PlotView::goBack() {
    if (m_history.canGoBack()) {
        const auto window = m_history.back();
        showWindow(window);
        emit windowChanged(window);
    }
}

void PlotView::goForward() {
    if (m_history.canGoForward()) {
        const auto window = m_history.forward();
        showWindow(window);
        emit windowChanged(window);
    }
}

void PlotView::zoomIn() {
    navigate(zoomedAt(m_window, 0.5, 0.5), true);
}

void PlotView::zoomOut() {
    navigate(zoomedAt(m_window, 0.5, 2), true);
}

void PlotView::resetZoom() {
    if (!m_history.empty() && m_history.first() != m_window) {
        navigate(m_history.first(), true);
    }
}

} // namespace hearth::ui
