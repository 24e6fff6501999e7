// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/query_panel.h"

#include <QAction>
#include <QDateTime>
#include <QLocale>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <algorithm>

#include "explore/graph_pane.h"
#include "explore/range_control.h"
#include "explore/resolution_control.h"
#include "explore/result_view.h"
#include "explore/start_view.h"
#include "graph/plot_view.h"
#include "widgets/elided_label.h"
#include "widgets/message_bar.h"

namespace hearth::ui {

namespace {

constexpr int kRequeryMs = 200;
constexpr int kFastestLiveMs = 2'000;
constexpr int kSlowestLiveMs = 60'000;
const QString kReasonSlot = QStringLiteral("reason");

} // namespace

QueryPanel::QueryPanel(const PanelContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_query(new PanelQuery(context.source, context.catalog, this)) {
    m_requery.setSingleShot(true);
    m_requery.setInterval(kRequeryMs);
    buildUi();
    buildActions();
    connectSignals();
    retranslateUi();
    setState({});
}

QString QueryPanel::expression() const {
    return m_input->text().trimmed();
}

PanelState QueryPanel::state() const {
    auto state = m_state;
    state.expression = m_input->text();
    return state;
}

void QueryPanel::setState(const PanelState& state) {
    m_state = state;
    m_input->setText(state.expression);
    m_range->setRange(state.range, state.end);
    m_resolution->setResolution(state.resolution);
    m_stacked->setChecked(state.options.stacked);
    m_logarithmic->setChecked(state.options.logarithmic);
    m_fromZero->setChecked(state.options.fromZero);
    m_state.options = state.options; // the toggles above stored their parts one by one
    m_graph->plot().setOptions(state.options);
    m_tabs->setCurrentIndex(graphTab() ? 0 : 1);
    tabChanged();
    if (expression().isEmpty()) {
        showExamples();
    }
}

void QueryPanel::showExamples() {
    m_start->showExamples(*m_context.catalog.metrics());
    m_views->setCurrentIndex(kStart);
}

void QueryPanel::focusExpression() {
    m_input->setFocus(Qt::ShortcutFocusReason);
}

void QueryPanel::switchTab() {
    m_tabs->setCurrentIndex(1 - m_tabs->currentIndex());
}

QString QueryPanel::statistics() const {
    return m_stats->text();
}

void QueryPanel::setTimeZone(const QTimeZone& zone) {
    m_zone = zone;
    m_range->setTimeZone(zone);
    m_graph->plot().setTimeZone(zone);
}

void QueryPanel::tabChanged() {
    m_state.tab = m_tabs->currentIndex() == 0 ? PanelState::Tab::kGraph : PanelState::Tab::kTable;
    m_range->setLengthVisible(graphTab());
    m_resolutionAction->setVisible(graphTab());
    for (auto* action : {m_stacked, m_logarithmic, m_fromZero}) {
        action->setVisible(graphTab());
    }
    m_exportPng->setEnabled(graphTab());
    emit stateChanged();
    if (m_ranExpression.isEmpty()) {
        return;
    }
    if (m_answered[m_tabs->currentIndex()]) {
        m_views->setCurrentIndex(graphTab() ? kGraphView : kTableView);
    } else {
        run();
    }
}

void QueryPanel::rangeChanged() {
    m_state.range = m_range->length();
    m_state.end = m_range->end();
    m_answered[0] = m_answered[1] = false;
    emit stateChanged();
    if (!m_ranExpression.isEmpty()) {
        const auto step = stepFor(m_state.range, m_state.resolution);
        m_graph->plot().resetWindow(rangeNow(step));
        run();
    }
}

void QueryPanel::windowChanged(model::TimeRange window) {
    m_state.range = window.end - window.begin;
    m_state.end = window.end;
    m_range->setRange(m_state.range, m_state.end);
    m_answered[1] = false;
    m_requery.start();
    emit stateChanged();
}

void QueryPanel::optionsChanged() {
    m_state.options = {m_stacked->isChecked(), m_logarithmic->isChecked(), m_fromZero->isChecked()};
    m_logarithmic->setEnabled(!m_state.options.stacked); // sums of bands mean nothing on a logarithmic axis
    m_graph->plot().setOptions(m_state.options);
    emit stateChanged();
}

void QueryPanel::runningChanged(bool running) {
    m_run->setText(running ? tr("Cancel") : tr("Run"));
    m_run->setToolTip(running ? tr("Cancel the query") : tr("Run the expression (Enter)"));
    if (running && m_stats->text().isEmpty()) {
        m_stats->setText(tr("Running…"));
    } else if (!running && m_stats->text() == tr("Running…")) {
        m_stats->clear();
    }
}

model::TimeRange QueryPanel::rangeNow(model::DurationMs step) const {
    // A range that ends now is moved to whole steps, so that a refresh asks for the same points as before.
    const auto end = m_state.end.value_or(QDateTime::currentMSecsSinceEpoch() / step * step);
    return {end - m_state.range, end};
}

void QueryPanel::run() {
    m_requery.stop();
    const auto text = expression();
    m_input->markProblem(std::nullopt);
    if (text.isEmpty()) {
        m_query->cancel();
        clearMessages();
        m_ranExpression.clear();
        m_stats->clear();
        showExamples();
        return;
    }
    if (text != m_ranExpression) {
        m_ranExpression = text;
        m_answered[0] = m_answered[1] = false;
        emit expressionRun(text);
    }
    m_context.source.cancel(this, kReasonSlot);
    if (graphTab()) {
        askGraph();
    } else {
        m_query->askTable(text, m_state.end);
    }
}

void QueryPanel::askGraph() {
    auto step = stepFor(m_state.range, m_state.resolution);
    const auto finest = (m_state.range + kMaxPoints - 1) / kMaxPoints;
    step = std::max(step, finest);
    m_query->askGraph(m_ranExpression, rangeNow(step), step);
}

void QueryPanel::setLive(bool live) {
    const auto step = stepFor(m_state.range, m_state.resolution);
    m_live.setInterval(static_cast<int>(std::clamp<model::DurationMs>(step, kFastestLiveMs, kSlowestLiveMs)));
    live ? m_live.start() : m_live.stop();
}

void QueryPanel::tick() {
    if (isVisible() && !m_ranExpression.isEmpty() && !m_state.end && !m_query->running()) {
        run();
    }
}

void QueryPanel::takeTable(const TableAnswer& answer) {
    clearMessages();
    showNotes(answer.notes);
    m_answered[1] = !answer.table->rows.empty();
    if (answer.table->rows.empty()) {
        return showNothing();
    }
    m_table->setAnswer(answer);
    m_views->setCurrentIndex(kTableView);
}

void QueryPanel::takeGraph(const GraphAnswer& answer) {
    clearMessages();
    showNotes(answer.notes);
    m_answered[0] = !answer.data->series.empty();
    if (answer.data->series.empty()) {
        return showNothing();
    }
    if (stepFor(m_state.range, m_state.resolution) < answer.data->step) {
        m_info->showMessage(MessageBar::Kind::kInformation,
                            tr("The step was raised to %1: a server answers at most %2 points a series.")
                                .arg(QString::fromStdString(model::formatDuration(answer.data->step)),
                                     QLocale().toString(static_cast<qlonglong>(kMaxPoints))));
    }
    // Where the hand has moved on meanwhile, these samples are shown through the newer window until theirs arrive.
    const auto window = m_requery.isActive() ? m_graph->plot().window() : answer.data->range;
    m_graph->setData(answer.data, window);
    m_graph->plot().setGaps(answer.asleep);
    m_range->setRange(m_state.range, m_state.end);
    m_views->setCurrentIndex(kGraphView);
}

void QueryPanel::takeError(const Error& error) {
    clearMessages();
    m_stats->clear();
    m_input->markProblem(error.range());
    m_error->showMessage(MessageBar::Kind::kError, QString::fromStdString(error.message()));
    m_answered[m_tabs->currentIndex()] = false;
    if (m_views->currentIndex() == kStart) {
        m_start->showText(QString(), QString());
    }
}

void QueryPanel::clearMessages() {
    for (auto* bar : {m_error, m_warning, m_info}) {
        bar->clear();
    }
}

void QueryPanel::showNotes(const QueryNotes& notes) {
    const QLocale locale;
    QStringList parts{tr("%1 series").arg(locale.toString(static_cast<qulonglong>(notes.series))),
                      tr("%1 ms").arg(locale.toString(notes.elapsedMs))};
    if (notes.samples > 0) {
        parts << tr("%1 samples").arg(locale.toString(static_cast<qlonglong>(notes.samples)));
    }
    m_stats->setText(parts.join(QStringLiteral(" · ")));
    if (!notes.warnings.isEmpty()) {
        m_warning->showMessage(MessageBar::Kind::kWarning, notes.warnings.join(QLatin1Char('\n')));
    }
    if (!notes.infos.isEmpty()) {
        m_info->showMessage(MessageBar::Kind::kInformation, notes.infos.join(QLatin1Char('\n')));
    }
}

void QueryPanel::showNothing() {
    m_start->showText(tr("No series"), tr("Looking for the reason…"));
    m_views->setCurrentIndex(kStart);
    explainNothing();
}

void QueryPanel::explainNothing() {
    const auto step = stepFor(m_state.range, m_state.resolution);
    auto range = rangeNow(step);
    if (!graphTab()) {
        range.begin = range.end - 5 * model::kMinuteMs; // how far an instant query looks back
    }
    m_context.source.call(
        this, kReasonSlot,
        [expression = m_ranExpression.toStdString(), range](datasource::DataSource& source,
                                                            const std::stop_token& stop) {
            return findEmptyReason(source, expression, range, stop);
        },
        [this, now = range.end](Result<EmptyReason> reason) {
            m_start->showText(tr("No series"), reason ? EmptyReasonText::text(*reason, now) : QString());
        });
}

} // namespace hearth::ui
