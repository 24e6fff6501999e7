// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QStringList>
#include <optional>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "explore/result_table.h"
#include "graph/graph_data.h"

namespace hearth::ui {

/// What travels beside an answer and what it cost.
struct QueryNotes {
    QStringList warnings;
    QStringList infos;
    std::size_t series = 0;
    std::int64_t samples = 0; ///< Read by the server where it says so, else in the answer.
    qint64 elapsedMs = 0;     ///< From the question to the answer, as the person waited.
};

struct TableAnswer {
    ResultTablePtr table;
    Unit unit = Unit::kNone;
    QueryNotes notes;
};

struct GraphAnswer {
    GraphDataPtr data;
    std::vector<model::TimeRange> asleep; ///< When the server's machine was, as far as it says.
    QueryNotes notes;
};

/// Asks the questions of one panel, one at a time: a newer one cancels the older.
/// Threads: confined to the GUI thread; answers are prepared on a worker.
class PanelQuery : public QObject {
    Q_OBJECT

  public:
    /// Both must outlive this.
    PanelQuery(AsyncSource& source, const MetricCatalog& catalog, QObject* parent = nullptr);

    void askTable(const QString& expression, std::optional<model::TimestampMs> time);
    void askGraph(const QString& expression, model::TimeRange range, model::DurationMs step);
    void cancel();
    bool running() const { return m_running; }

  signals:
    void runningChanged(bool running);
    void tableReady(const hearth::ui::TableAnswer& answer);
    void graphReady(const hearth::ui::GraphAnswer& answer);
    void failed(const hearth::Error& error);

  private:
    void setRunning(bool running);
    template <class Answer>
    void finish(Result<Answer> answer, void (PanelQuery::*ready)(const Answer&));

    AsyncSource& m_source;
    const MetricCatalog& m_catalog;
    QElapsedTimer m_watch;
    bool m_running = false;
};

} // namespace hearth::ui
