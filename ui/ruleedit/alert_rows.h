// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

#include "datasource/backtest.h"

namespace hearth::ui {

/// What one series, or one alert, did in the past that a rule was run over.
struct PastAlertRow {
    QString name; ///< The labels that tell it from the others; from outside: plain text only.
    std::vector<datasource::BacktestSpan> spans;
    std::size_t firings = 0;
    model::DurationMs longest = 0;     ///< Of the spans that fired.
    std::optional<std::size_t> alert;  ///< In the outcome; unset: never, not even pending.
    std::optional<std::size_t> series; ///< Of the past; unset: the alert belongs to none.
};

/// What is shown of an outcome: a few rows, always in the same order, so that nothing jumps while a threshold moves.
struct AlertRows {
    std::vector<PastAlertRow> rows;
    std::size_t hidden = 0;        ///< Rows that found no room ...
    std::size_t hiddenFirings = 0; ///< ... and how often they fired; those that fired most are shown.
};

/// A row for each series and each alert that belongs to none of them, `max` at most. `ruleLabels` are the names of the
/// labels that the rule adds. Linear in series and alerts. Threads: thread-safe (a pure function).
AlertRows alertRows(const datasource::BacktestOutcome& outcome, const std::vector<datasource::BacktestSeries>& series,
                    const std::vector<std::string>& ruleLabels, model::TimestampMs end, std::size_t max);

/// How long a span fired, up to `end` where it still does; 0 where it never did.
model::DurationMs firingTime(const datasource::BacktestSpan& span, model::TimestampMs end);

} // namespace hearth::ui
