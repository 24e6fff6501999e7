// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>

#include "base/error.h"
#include "datasource/data_source.h"
#include "graph/graph_data.h"
#include "models/alert_past.h"
#include "models/alert_snapshot.h"
#include "models/history_model.h"

/// What the page asks a DataSource, for a worker: each call blocks until all of its answers are there.
/// Threads: thread-safe.
namespace hearth::ui {

/// All alerts of now; `before` itself where nothing differs. A side that does not answer is told in the snapshot; only
/// where the server is out of reach, or a side that was there before does not answer for the moment, it is an error.
Result<AlertSnapshotPtr> askAlerts(datasource::DataSource& source, const AlertSnapshotPtr& before,
                                   const std::stop_token& stop);

/// The past from the Alertmanager's history, at most `limit` transitions of it; where there is none, from the series
/// ALERTS.
Result<AlertPastPtr> askPast(datasource::DataSource& source, model::TimeRange range, std::size_t limit,
                             const std::stop_token& stop);

/// Of several alerts. kUnsupported where the server keeps none.
Result<AlertTraces> askTraces(datasource::DataSource& source, const QStringList& fingerprints, model::TimeRange range,
                              const std::stop_token& stop);

/// How far the values of the alerts' rules went while they were true, until `now` at most: the lowest where a rule says
/// `<`, else the highest. The rules are those of now. An answer for each; a value that cannot be computed is unset.
Result<PeakValues> askPeaks(datasource::DataSource& source, const std::vector<AlertLife>& lives, model::TimestampMs now,
                            const std::stop_token& stop);

/// An alert's way to people, and its lives.
struct AlertStory {
    Result<std::vector<datasource::TraceEvent>> trace;
    Result<AlertPastPtr> past;
};
Result<AlertStory> askStory(datasource::DataSource& source, const QString& fingerprint, const model::Labels& labels,
                            model::TimeRange range, const std::stop_token& stop);

/// The value around an alert's start.
struct AlertChart {
    GraphDataPtr graph; ///< Null where the alert has no rule here.
    QString expression; ///< Of the rule; empty where it is not known.
    QString threshold;  ///< "> 85"; empty where the expression is no comparison with a number.
};
/// `expression` may be empty: the rule is looked up by the alert's name then.
Result<AlertChart> askChart(datasource::DataSource& source, const QString& expression, const model::Labels& labels,
                            model::TimeRange range, const std::stop_token& stop);

} // namespace hearth::ui
