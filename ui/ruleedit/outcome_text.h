// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <vector>

#include "base/error.h"
#include "datasource/backtest.h"
#include "ruleedit/alert_rows.h"
#include "ruleedit/judged_time.h"

namespace hearth::ui {

/// What a rule would have done, in words.
/// Threads: thread-safe.
class OutcomeText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::OutcomeText)

  public:
    /// Firings shorter than this are counted apart: they are over before anybody looks.
    static constexpr model::DurationMs kShortMs = 5 * model::kMinuteMs;

    /// "Would have fired 3 times in 7 days (1 shorter than 5 min)."
    static QString firings(const datasource::BacktestOutcome& outcome, const JudgedTime& time, model::TimestampMs end);
    /// "7 days", "the 12 min of data there is": what a rule was judged over.
    static QString judged(const JudgedTime& time);
    /// "Notifications after grouping, quiet hours and your silences: 2 desktop, 1 e-mail."
    static QString messages(const Result<std::vector<datasource::BacktestNotification>>& messages);
    /// "2×, longest 3 h 10 min", "never", "pending only": beside a row.
    static QString row(const PastAlertRow& row);
    /// "7 days", "24 hours": how long a range is.
    static QString length(model::DurationMs length);
    /// "3 h 10 min"; "0 min" for none.
    static QString duration(model::DurationMs duration);
};

} // namespace hearth::ui
