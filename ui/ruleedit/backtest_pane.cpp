// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/backtest_pane.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "models/plain_text.h"
#include "ruleedit/alert_lanes.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/outcome_text.h"
#include "ruleedit/past_head.h"
#include "ruleedit/past_summary.h"
#include "ruleedit/threshold_plot.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

constexpr int kPlotHeight = 200;
constexpr int kDefaultWanted = 1;
constexpr int kMaxWanted = 1000;

/// All of the range, or where data fill little of it, them and a bit of what was before.
model::TimeRange shownOf(model::TimeRange range, const std::vector<datasource::BacktestGap>& gaps) {
    constexpr model::DurationMs kLittle = 4;
    if (gaps.empty() || gaps.front().reason != datasource::BacktestGap::Reason::kBeforeData) {
        return range;
    }
    const auto begin = gaps.front().end;
    const auto length = std::max<model::DurationMs>(range.end - begin, model::kMinuteMs);
    return length * kLittle < range.end - range.begin ? model::TimeRange{begin - length / 2, range.end} : range;
}

} // namespace

BacktestPane::BacktestPane(BacktestRun& run, Background& workers, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_plot(new ThresholdPlot(workers, this)) {
    buildUi();
    connectSignals();
    retranslateUi();
    showPast();
    showState();
}

void BacktestPane::buildUi() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_head = new PastHead(this);
    layout->addWidget(m_head);
    m_views = new QStackedWidget(this);
    m_nothing = plainLabel(m_views);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMinimumHeight(kPlotHeight / 2);
    m_nothing->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_views->addWidget(m_nothing);
    m_views->addWidget(buildChart());
    layout->addWidget(m_views);
    m_summary = new PastSummary(this);
    layout->addWidget(m_summary);
    layout->addWidget(buildFoot());
}

QWidget* BacktestPane::buildChart() {
    auto* chart = new QWidget(m_views);
    m_plot->setParent(chart);
    m_plot->setFixedHeight(kPlotHeight);
    m_lanes = new AlertLanes(chart);
    auto* column = new QVBoxLayout(chart);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_plot);
    column->addWidget(m_lanes);
    return chart;
}

QWidget* BacktestPane::buildFoot() {
    auto* foot = new QWidget(this);
    m_suggest = new QPushButton(foot);
    m_wantedName = new QLabel(foot);
    m_wantedName->setTextFormat(Qt::PlainText);
    m_wanted = new QSpinBox(foot);
    m_wanted->setRange(0, kMaxWanted);
    m_wanted->setValue(kDefaultWanted);
    m_wantedName->setBuddy(m_wanted);
    m_unitTest = new QPushButton(foot);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_suggest);
    row->addWidget(m_wanted);
    row->addWidget(m_wantedName);
    row->addStretch(1);
    row->addWidget(m_unitTest);
    return foot;
}

void BacktestPane::connectSignals() {
    connect(m_head, &PastHead::lengthChosen, this, &BacktestPane::lengthChosen);
    connect(m_head, &PastHead::canceled, this, &BacktestPane::canceled);
    connect(m_head, &PastHead::refreshRequested, this, &BacktestPane::refreshRequested);
    connect(m_suggest, &QPushButton::clicked, this, &BacktestPane::suggestRequested);
    connect(m_unitTest, &QPushButton::clicked, this, &BacktestPane::unitTestRequested);
    connect(m_plot, &ThresholdPlot::thresholdMoved, this, &BacktestPane::thresholdMoved);
    connect(m_plot, &ThresholdPlot::placeChanged, this, &BacktestPane::placeLanes);
    connect(m_lanes, &AlertLanes::currentChanged, this, &BacktestPane::currentAlertChanged);
    connect(&m_run, &BacktestRun::stateChanged, this, &BacktestPane::showState);
    connect(&m_run, &BacktestRun::pastChanged, this, &BacktestPane::showPast);
    connect(&m_run, &BacktestRun::outcomeChanged, this, &BacktestPane::showOutcome);
    connect(&m_run, &BacktestRun::messagesChanged, this, &BacktestPane::showSummary);
}

void BacktestPane::retranslateUi() {
    m_suggest->setText(tr("Suggest threshold"));
    m_suggest->setToolTip(tr("Finds the threshold that would have fired about as often as you want"));
    m_wantedName->setText(tr("alerts a week"));
    m_wanted->setAccessibleName(tr("Wanted alerts a week"));
    m_unitTest->setText(tr("Save as unit test…"));
    m_unitTest->setToolTip(tr("Writes this past and what it makes of the rule as a test for promtool or hearth"));
    m_plot->setAccessibleName(tr("Values and threshold. Up and Down move the threshold."));
}

model::DurationMs BacktestPane::length() const {
    return m_head->length();
}

void BacktestPane::setLength(model::DurationMs length) {
    m_head->setLength(length);
}

void BacktestPane::setInterval(model::DurationMs interval) {
    m_head->setInterval(interval);
}

void BacktestPane::setThreshold(std::optional<ThresholdOp> op, double value) {
    m_plot->setThreshold(op ? std::optional(value) : std::nullopt, op ? strictDirection(*op) : 0);
    m_isStrict = op && strictDirection(*op) != 0;
    showSuggestable();
}

void BacktestPane::setStep(double step) {
    m_plot->setStep(step);
}

void BacktestPane::setUnit(Unit unit) {
    m_plot->setUnit(unit);
}

void BacktestPane::setTimeZone(const QTimeZone& zone) {
    m_plot->setTimeZone(zone);
    m_lanes->setTimeZone(zone);
}

void BacktestPane::setObstacle(const QString& reason) {
    if (m_obstacle != reason) {
        m_obstacle = reason;
        showState();
    }
}

int BacktestPane::wantedPerWeek() const {
    return m_wanted->value();
}

void BacktestPane::setNote(const QString& note) {
    m_summary->setNote(note);
}

QString BacktestPane::summary() const {
    return m_summary->text();
}

const PastAlertRow* BacktestPane::currentRow() const {
    const int row = m_lanes->current();
    return row < 0 ? nullptr : &m_lanes->rows().rows[static_cast<std::size_t>(row)];
}

void BacktestPane::showState() {
    const auto& error = m_run.error();
    const bool fetching = m_run.fetching();
    const bool empty = !m_run.past() || m_run.past()->series().empty();
    QString nothing;
    if (!m_obstacle.isEmpty()) {
        nothing = m_obstacle;
    } else if (error && empty) {
        nothing = tr("The past could not be fetched: %1").arg(toQString(error->message()));
    } else if (fetching && empty) {
        nothing = tr("Fetching the past…");
    } else if (empty) {
        nothing = tr("The expression had no values in this time.");
    }
    m_nothing->setText(nothing);
    m_views->setCurrentIndex(nothing.isEmpty() ? kChart : kNothing);
    QString progress;
    if (fetching && !empty) {
        progress = tr("Shown: the last %1. Fetching the rest…")
                       .arg(OutcomeText::length(m_run.range().end - m_run.range().begin));
    } else if (error && !empty) {
        progress = tr("The rest could not be fetched: %1").arg(toQString(error->message()));
    }
    m_head->setProgress(progress);
    m_head->setButtons(fetching, !fetching && m_obstacle.isEmpty());
    m_unitTest->setEnabled(nothing.isEmpty());
    showSuggestable();
    showSummary();
}

void BacktestPane::showSuggestable() {
    for (auto* widget : std::initializer_list<QWidget*>{m_suggest, m_wanted, m_wantedName}) {
        widget->setEnabled(m_isStrict && m_run.past() && m_views->currentIndex() == kChart);
    }
}

void BacktestPane::showPast() {
    if (m_run.past() && m_run.graph()) {
        m_lanes->setGaps(m_run.past()->gaps());
        m_plot->setUnknown(m_run.past()->gaps());
        const auto window = shownOf(m_run.range(), m_run.past()->gaps());
        m_plot->setData(m_run.graph(), window);
        m_plot->resetWindow(window);
        placeLanes();
    }
    setNote({});
    showOutcome();
    showState();
}

void BacktestPane::showOutcome() {
    m_lanes->setRows(m_run.rows());
    showSummary();
    emit currentAlertChanged();
}

void BacktestPane::showSummary() {
    const bool isShown = m_run.outcome() && m_views->currentIndex() == kChart;
    isShown ? m_summary->showRun(m_run) : m_summary->clear();
}

void BacktestPane::placeLanes() {
    const auto area = m_plot->plotArea();
    m_lanes->setTimes(m_plot->window(), area.left(), area.width());
}

void BacktestPane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        showState();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
