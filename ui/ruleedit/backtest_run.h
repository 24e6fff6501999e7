// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>

#include "base/error.h"
#include "datasource/backtest.h"
#include "graph/graph_data.h"
#include "models/value_format.h"
#include "ruleedit/alert_rows.h"
#include "ruleedit/judged_time.h"
#include "ruleedit/shared_backtest.h"

namespace hearth::datasource {
class DesktopHost;
}

namespace hearth::ui {

class AsyncSource;
class Background;

using OutcomePtr = std::shared_ptr<const datasource::BacktestOutcome>;

/// Runs a rule over the past for a page: fetches the newest part first and then all of it, tries thresholds at once
/// where that is quick and on a worker where it is not, or may not be (the newest wish wins), and asks which
/// notifications would have gone out when all has rested for a moment. Threads: confined to the GUI thread.
class BacktestRun : public QObject {
    Q_OBJECT

  public:
    /// A run that takes longer than this moves to a worker; the rest of a frame is for painting.
    static constexpr double kMaxRunMs = 8;
    /// What is fetched first of a longer past.
    static constexpr model::DurationMs kFirstMs = model::kDayMs;
    /// Series that are drawn; those nearest to firing.
    static constexpr std::size_t kMaxDrawn = 20;
    static constexpr int kMessagesDelayMs = 300;
    /// Lanes that are shown at most.
    static constexpr std::size_t kMaxRows = 20;

    /// All must outlive this.
    BacktestRun(datasource::DesktopHost& host, AsyncSource& source, Background& workers, QObject* parent);

    /// Fetches the past up to now; the range of `query` is set here. `unit` is that of the compared values.
    void fetch(datasource::BacktestQuery query, model::DurationMs length, Unit unit);
    /// What came stays.
    void cancel();
    /// Forgets everything.
    void clear();
    /// Counts where the rule compares with a number.
    void setThreshold(double threshold);
    void setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor);

    bool fetching() const { return m_fetching; }
    /// Whether something is shown while more is fetched.
    bool partial() const { return m_past && m_wanted != m_range; }
    /// Null until something came.
    const std::shared_ptr<SharedBacktest>& past() const { return m_past; }
    /// What past() covers.
    model::TimeRange range() const { return m_range; }
    /// What of it the rule is judged by.
    const JudgedTime& judged() const { return m_judged; }
    const GraphDataPtr& graph() const { return m_graph; }
    std::size_t undrawn() const { return m_undrawn; }
    /// Null until something came; of thresholds and timings a moment ago.
    const OutcomePtr& outcome() const { return m_outcome; }
    /// What is shown of the alerts of outcome(), by series.
    const AlertRows& rows() const { return m_rows; }
    std::optional<double> threshold() const { return m_threshold; }
    /// Why nothing, or no more, came.
    const std::optional<Error>& error() const { return m_error; }
    /// Unset while it is being found out.
    const std::optional<Result<std::vector<datasource::BacktestNotification>>>& messages() const { return m_messages; }
    bool onWorker() const { return m_slow; }

  signals:
    /// fetching(), error() or partial().
    void stateChanged();
    /// past(), graph(), range() and outcome().
    void pastChanged();
    void outcomeChanged();
    void messagesChanged();

  private:
    struct Fetched;
    struct Ran;

    void fetchNext();
    void take(Result<Fetched> fetched);
    void run();
    void runElsewhere();
    void finishRun(Ran ran);
    datasource::BacktestQuery runQuery() const;
    void askMessages();

    datasource::DesktopHost& m_host;
    AsyncSource& m_source;
    Background& m_workers;
    QTimer m_messagesTimer;

    datasource::BacktestQuery m_query;
    Unit m_unit = Unit::kNone;
    model::TimeRange m_wanted;
    bool m_fetching = false;
    std::optional<Error> m_error;

    std::shared_ptr<SharedBacktest> m_past;
    model::TimeRange m_range;
    JudgedTime m_judged;
    GraphDataPtr m_graph;
    std::size_t m_undrawn = 0;
    OutcomePtr m_outcome;
    AlertRows m_rows;
    std::optional<double> m_threshold;
    std::optional<Result<std::vector<datasource::BacktestNotification>>> m_messages;

    bool m_slow = false;    ///< Runs take too long for this thread.
    bool m_running = false; ///< One is on a worker ...
    bool m_stale = false;   ///< ... and is not the one that is wanted any more.
    bool m_newTimings = false;
};

} // namespace hearth::ui
