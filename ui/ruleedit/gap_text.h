// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QTimeZone>
#include <vector>

#include "datasource/backtest.h"

namespace hearth::ui {

/// What is not known of the past, and why, in words.
/// Threads: thread-safe.
class GapText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::GapText)

  public:
    /// "Asleep until 22 Nov 06:00": for who points at it.
    static QString reason(const datasource::BacktestGap& gap, const QTimeZone& zone);
    /// "asleep: unknown": the word for what is hatched; empty where nothing is.
    static QString hatchWord(const std::vector<datasource::BacktestGap>& gaps);
    /// "no data before 21 Nov 10:32"; empty where the range begins with data.
    static QString beginning(const std::vector<datasource::BacktestGap>& gaps, const QTimeZone& zone);
    /// "22 Nov 06:00"
    static QString moment(model::TimestampMs time, const QTimeZone& zone);
};

} // namespace hearth::ui
