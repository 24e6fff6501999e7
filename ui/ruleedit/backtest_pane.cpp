// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/backtest_pane.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "models/plain_text.h"
#include "ruleedit/alert_lanes.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/outcome_text.h"
#include "ruleedit/threshold_plot.h"
#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr int kPlotHeight = 200;
constexpr int kDefaultWanted = 1;
constexpr int kMaxWanted = 1000;
constexpr qsizetype kShownProblems = 3;

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

BacktestPane::BacktestPane(BacktestRun& run, Background& workers, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_plot(new ThresholdPlot(workers, this)) {
    buildUi();
    connectSignals();
    retranslateUi();
    setLength(m_length);
    showPast();
    showState();
}

void BacktestPane::buildUi() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(buildHead());
    m_views = new QStackedWidget(this);
    m_nothing = plainLabel(m_views);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMinimumHeight(kPlotHeight / 2);
    m_views->addWidget(m_nothing);
    m_views->addWidget(buildChart());
    layout->addWidget(m_views);
    m_summary = plainLabel(this);
    auto bold = font();
    bold.setBold(true);
    m_summary->setFont(bold);
    m_messages = plainLabel(this);
    m_problems = plainLabel(this);
    m_note = plainLabel(this);
    for (auto* label : {m_summary, m_messages, m_problems, m_note}) {
        layout->addWidget(label);
        label->hide();
    }
    layout->addWidget(buildFoot());
}

QWidget* BacktestPane::buildHead() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_title = new QLabel(head);
    m_title->setTextFormat(Qt::PlainText);
    row->addWidget(m_title);
    row->addSpacing(8);
    m_lengths = new QButtonGroup(this);
    for (std::size_t i = 0; i < kLengths.size(); ++i) {
        auto* button = new QToolButton(head);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_lengths->addButton(button, static_cast<int>(i));
        m_lengthButtons[i] = button;
        row->addWidget(button);
    }
    m_progress = new QLabel(head);
    m_progress->setTextFormat(Qt::PlainText);
    m_cancel = new QToolButton(head);
    m_refresh = new QToolButton(head);
    for (auto* button : {m_cancel, m_refresh}) {
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    row->addStretch(1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(m_refresh);
    return head;
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
    connect(m_lengths, &QButtonGroup::idClicked, this, [this](int id) {
        m_length = kLengths[static_cast<std::size_t>(id)];
        emit lengthChosen();
    });
    connect(m_cancel, &QToolButton::clicked, this, &BacktestPane::canceled);
    connect(m_refresh, &QToolButton::clicked, this, &BacktestPane::refreshRequested);
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
    m_title->setText(tr("In the past"));
    const std::array<QString, kLengths.size()> names{tr("1 h"), tr("6 h"), tr("24 h"), tr("7 d"), tr("30 d")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_lengthButtons[i]->setText(names[i]);
        m_lengthButtons[i]->setAccessibleName(tr("Run over the last %1").arg(OutcomeText::length(kLengths[i])));
        m_lengthButtons[i]->setToolTip(m_lengthButtons[i]->accessibleName());
    }
    m_cancel->setText(tr("Cancel"));
    m_refresh->setText(tr("Run again"));
    m_suggest->setText(tr("Suggest threshold"));
    m_suggest->setToolTip(tr("Finds the threshold that would have fired about as often as you want"));
    m_wantedName->setText(tr("alerts a week"));
    m_wanted->setAccessibleName(tr("Wanted alerts a week"));
    m_unitTest->setText(tr("Save as unit test…"));
    m_unitTest->setToolTip(tr("Writes this past and what it makes of the rule as a test for promtool or hearth"));
    m_plot->setAccessibleName(tr("Values and threshold. Up and Down move the threshold."));
}

void BacktestPane::setLength(model::DurationMs length) {
    const auto found = std::ranges::find(kLengths, length);
    m_length = found == kLengths.end() ? m_length : length;
    m_lengths->button(static_cast<int>(std::ranges::find(kLengths, m_length) - kLengths.begin()))->setChecked(true);
}

void BacktestPane::setThreshold(std::optional<ThresholdOp> op, double value) {
    m_plot->setThreshold(op ? std::optional(value) : std::nullopt, op ? strictDirection(*op) : 0);
    m_suggest->setEnabled(op && strictDirection(*op) != 0 && m_run.past());
    m_wanted->setEnabled(m_suggest->isEnabled());
}

void BacktestPane::setStep(double step) {
    m_plot->setStep(step);
}

void BacktestPane::setUnit(Unit unit) {
    m_plot->setUnit(unit);
}

void BacktestPane::setTimeZone(const QTimeZone& zone) {
    m_plot->setTimeZone(zone);
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
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

QString BacktestPane::summary() const {
    return (m_summary->text() + QLatin1Char(' ') + m_messages->text()).trimmed();
}

std::optional<std::size_t> BacktestPane::currentAlert() const {
    const int row = m_lanes->current();
    return row < 0 ? std::nullopt : m_lanes->rows().rows[static_cast<std::size_t>(row)].alert;
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
    const QFontMetrics metrics(font());
    m_progress->setText(metrics.elidedText(progress, Qt::ElideRight, std::max(120, width() / 2)));
    m_progress->setToolTip(plainToolTip(progress));
    m_cancel->setVisible(fetching);
    m_refresh->setVisible(!fetching && m_obstacle.isEmpty());
    m_unitTest->setEnabled(nothing.isEmpty());
    m_suggest->setEnabled(m_suggest->isEnabled() && nothing.isEmpty());
    showSummary();
}

void BacktestPane::showPast() {
    if (m_run.past() && m_run.graph()) {
        m_lanes->setGaps(m_run.past()->gaps());
        std::vector<model::TimeRange> asleep;
        for (const auto& gap : m_run.past()->gaps()) {
            if (!gap.wasEvaluated() && gap.reason != datasource::BacktestGap::Reason::kBeforeData) {
                asleep.push_back({gap.begin, gap.end});
            }
        }
        m_plot->setGaps(std::move(asleep));
        m_plot->setData(m_run.graph(), m_run.range());
        m_plot->resetWindow(m_run.range());
        placeLanes();
    }
    setNote({});
    showOutcome();
    showState();
}

void BacktestPane::showOutcome() {
    AlertRows rows;
    if (m_run.outcome() && m_run.past()) {
        rows = alertRows(*m_run.outcome(), m_run.past()->series(), m_ruleLabels, m_run.range().end, kMaxLanes);
    }
    m_lanes->setRows(std::move(rows));
    showSummary();
    emit currentAlertChanged();
}

void BacktestPane::showSummary() {
    const bool shown = m_run.outcome() && m_views->currentIndex() == kChart;
    const bool told = shown && m_run.outcome()->firings > 0;
    m_summary->setVisible(shown);
    m_messages->setVisible(told);
    QStringList problems;
    if (shown) {
        m_summary->setText(OutcomeText::firings(*m_run.outcome(), m_run.range()));
        m_messages->setText(m_run.messages() ? OutcomeText::messages(*m_run.messages())
                                             : tr("Finding out which notifications would have gone out…"));
        for (const auto& problem : m_run.outcome()->problems) {
            if (problems.size() == kShownProblems) {
                problems << tr("and %Ln more", "problems",
                               static_cast<int>(m_run.outcome()->problems.size()) - static_cast<int>(kShownProblems));
                break;
            }
            problems << toQString(problem);
        }
        if (m_run.undrawn() > 0) {
            problems << tr("%Ln series are evaluated but not drawn.", nullptr, static_cast<int>(m_run.undrawn()));
        }
    }
    m_problems->setText(problems.join(QLatin1Char('\n')));
    m_problems->setVisible(!problems.isEmpty());
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
