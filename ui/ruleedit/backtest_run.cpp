// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/backtest_run.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <algorithm>
#include <cmath>

#include "data/async_source.h"
#include "datasource/desktop.h"
#include "ruleedit/threshold_text.h"

namespace hearth::ui {
namespace {

const QString kFetchSlot = QStringLiteral("past");
const QString kRunSlot = QStringLiteral("run");
const QString kMessagesSlot = QStringLiteral("messages");

double milliseconds(const QElapsedTimer& watch) {
    return static_cast<double>(watch.nsecsElapsed()) / 1e6;
}

/// How near a series comes to firing: its extreme on the side of the threshold.
double nearness(const datasource::BacktestSeries& series, int direction) {
    double best = -std::numeric_limits<double>::infinity();
    for (const double value : series.values) {
        best = std::max(best, direction < 0 ? -value : value);
    }
    return best;
}

/// The series that are worth a line, in their order.
std::vector<std::size_t> drawnSeries(const SharedBacktest& past, int direction) {
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t i = 0; i < past.series().size(); ++i) {
        ranked.emplace_back(past.series().size() > BacktestRun::kMaxDrawn ? -nearness(past.series()[i], direction) : 0,
                            i);
    }
    std::ranges::sort(ranked);
    ranked.resize(std::min(ranked.size(), BacktestRun::kMaxDrawn));
    std::vector<std::size_t> drawn;
    for (const auto& [rank, i] : ranked) {
        drawn.push_back(i);
    }
    std::ranges::sort(drawn);
    return drawn;
}

GraphDataPtr graphOf(const SharedBacktest& past, model::TimeRange range, model::DurationMs step, Unit unit) {
    int direction = 1;
    if (const auto& threshold = past.threshold()) {
        direction = threshold->operation.starts_with('<') ? -1 : 1;
    }
    model::Matrix matrix;
    for (const auto i : drawnSeries(past, direction)) {
        const auto& source = past.series()[i];
        model::MatrixSeries series;
        series.labels = source.labels;
        series.samples.reserve(source.values.size());
        for (std::size_t k = 0; k < source.values.size(); ++k) {
            series.samples.push_back({source.timestamps[k], source.values[k]});
        }
        matrix.push_back(std::move(series));
    }
    return makeGraphData(std::move(matrix), range, step, unit);
}

} // namespace

struct BacktestRun::Ran {
    OutcomePtr outcome;
    AlertRows rows;
    double elapsedMs = 0;

    /// With the rows of what a run of `query` over `past` made.
    Ran(datasource::BacktestOutcome made, const SharedBacktest& past, const datasource::BacktestQuery& query,
        const QElapsedTimer& watch) {
        std::vector<std::string> ruleLabels;
        for (const auto& [name, text] : query.labels) {
            ruleLabels.push_back(name);
        }
        rows = alertRows(made, past.series(), ruleLabels, query.range.end, kMaxRows);
        outcome = std::make_shared<datasource::BacktestOutcome>(std::move(made));
        elapsedMs = milliseconds(watch);
    }
};

/// What one fetch brings, ready to be shown.
struct BacktestRun::Fetched {
    std::shared_ptr<SharedBacktest> past;
    GraphDataPtr graph;
    Ran ran;
    datasource::BacktestQuery query;
    std::optional<double> threshold;
};

BacktestRun::BacktestRun(datasource::DesktopHost& host, AsyncSource& source, Background& workers, QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_source(source)
    , m_workers(workers) {
    m_messagesTimer.setSingleShot(true);
    m_messagesTimer.setInterval(kMessagesDelayMs);
    connect(&m_messagesTimer, &QTimer::timeout, this, &BacktestRun::askMessages);
    connect(&m_source, &AsyncSource::sourceChanged, this, &BacktestRun::clear);
}

void BacktestRun::fetch(datasource::BacktestQuery query, model::DurationMs length, Unit unit) {
    const auto now = QDateTime::currentMSecsSinceEpoch();
    const auto parts = thresholdOf(query.expression);
    m_threshold = parts ? std::optional(parts->value) : std::nullopt;
    m_query = std::move(query);
    m_unit = unit;
    m_wanted.end = (now - m_query.offset) / m_query.interval * m_query.interval + m_query.offset;
    m_wanted.begin = m_wanted.end - length;
    m_query.range = m_wanted;
    m_query.range.begin = std::max(m_wanted.begin, m_wanted.end - kFirstMs);
    m_error.reset();
    m_fetching = true;
    fetchNext();
    emit stateChanged();
}

void BacktestRun::fetchNext() {
    m_source.call(
        this, kFetchSlot,
        [&host = m_host, query = m_query, unit = m_unit,
         threshold = m_threshold](datasource::DataSource& source, const std::stop_token& stop) -> Result<Fetched> {
            const auto past = std::make_shared<SharedBacktest>(HEARTH_TRY(host.backtest(query, source, stop)));
            auto graph = graphOf(*past, query.range, query.interval, unit);
            QElapsedTimer watch;
            watch.start();
            return Fetched{past, std::move(graph), Ran(past->run(threshold), *past, query, watch), query, threshold};
        },
        [this](Result<Fetched> fetched) { take(std::move(fetched)); });
}

void BacktestRun::take(Result<Fetched> fetched) {
    if (!fetched) {
        m_fetching = false;
        m_error = fetched.error();
        emit stateChanged();
        return;
    }
    m_workers.cancel(this, kRunSlot);
    m_workers.cancel(this, kMessagesSlot);
    m_running = m_stale = false;
    m_past = std::move(fetched->past);
    m_graph = std::move(fetched->graph);
    m_undrawn = m_past->series().size() - m_graph->series.size();
    m_range = fetched->query.range;
    m_judged = judgedTime(m_range, fetched->query.interval, m_past->gaps(), m_past->series());
    m_outcome = std::move(fetched->ran.outcome);
    m_rows = std::move(fetched->ran.rows);
    m_slow = fetched->ran.elapsedMs > kMaxRunMs;
    m_messages.reset();
    m_fetching = m_range != m_wanted;
    emit pastChanged();
    // The person may have gone on since the question.
    m_newTimings = fetched->query.holdFor != m_query.holdFor || fetched->query.keepFiringFor != m_query.keepFiringFor;
    if (m_newTimings || fetched->threshold != m_threshold) {
        run();
    } else {
        m_messagesTimer.start();
    }
    if (m_fetching) {
        m_query.range = m_wanted;
        fetchNext();
    }
    emit stateChanged();
}

void BacktestRun::cancel() {
    m_source.cancel(this, kFetchSlot);
    if (m_fetching) {
        m_fetching = false;
        emit stateChanged();
    }
}

void BacktestRun::clear() {
    m_source.cancel(this, kFetchSlot);
    m_workers.cancel(this, kRunSlot);
    m_workers.cancel(this, kMessagesSlot);
    m_messagesTimer.stop();
    m_fetching = m_running = m_stale = m_slow = false;
    m_past.reset();
    m_graph.reset();
    m_outcome.reset();
    m_rows = {};
    m_messages.reset();
    m_error.reset();
    emit pastChanged();
    emit stateChanged();
}

void BacktestRun::setThreshold(double threshold) {
    if (m_threshold != threshold) {
        m_threshold = threshold;
        run();
    }
}

void BacktestRun::setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor) {
    if (holdFor != m_query.holdFor || keepFiringFor != m_query.keepFiringFor) {
        m_query.holdFor = holdFor;
        m_query.keepFiringFor = keepFiringFor;
        m_newTimings = true;
        m_workers.cancel(this, kMessagesSlot);
        run();
    }
}

void BacktestRun::run() {
    if (!m_past) {
        return;
    }
    if (m_slow || m_running || m_newTimings || !m_past->runsEvenly()) {
        return runElsewhere();
    }
    QElapsedTimer watch;
    watch.start();
    auto outcome = m_past->tryRun(m_threshold);
    if (!outcome) {
        return runElsewhere();
    }
    finishRun(Ran(*std::move(outcome), *m_past, runQuery(), watch));
}

void BacktestRun::runElsewhere() {
    // One at a time: canceling for every step of a drag would never let one finish.
    if (m_running) {
        m_stale = true;
        return;
    }
    m_running = true;
    m_stale = false;
    const bool newTimings = std::exchange(m_newTimings, false);
    m_workers.call(
        this, kRunSlot,
        [past = m_past, threshold = m_threshold, newTimings,
         query = runQuery()](const std::stop_token& /*stop*/) -> Result<Ran> {
            if (newTimings) {
                past->setTimings(query.holdFor, query.keepFiringFor);
            }
            QElapsedTimer watch;
            watch.start();
            return Ran(past->run(threshold), *past, query, watch);
        },
        [this](Result<Ran> ran) {
            m_running = false;
            if (ran) {
                finishRun(*std::move(ran));
            }
            if (m_stale) {
                m_stale = false;
                run();
            }
        });
}

/// Of the past that is there, which may be less than what is fetched.
datasource::BacktestQuery BacktestRun::runQuery() const {
    auto query = m_query;
    query.range = m_range;
    return query;
}

void BacktestRun::finishRun(Ran ran) {
    m_slow = ran.elapsedMs > (m_slow ? kMaxRunMs / 2 : kMaxRunMs);
    m_outcome = std::move(ran.outcome);
    m_rows = std::move(ran.rows);
    m_workers.cancel(this, kMessagesSlot);
    m_messages.reset();
    m_messagesTimer.start();
    emit outcomeChanged();
}

void BacktestRun::askMessages() {
    if (!m_past || !m_outcome) {
        return;
    }
    if (m_running) {
        m_messagesTimer.start();
        return;
    }
    using Messages = std::vector<datasource::BacktestNotification>;
    m_workers.call(
        this, kMessagesSlot,
        [past = m_past, outcome = m_outcome](std::stop_token stop) -> Result<Messages> {
            return past->notifications(*outcome, std::move(stop));
        },
        [this](Result<Messages> messages) {
            m_messages = std::move(messages);
            emit messagesChanged();
        });
}

} // namespace hearth::ui
