// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <optional>

#include "model/time.h"

namespace hearth::ui {

/// Points in time for people, in the current QLocale.
/// Threads: thread-safe.
class TimeText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::TimeText)

  public:
    /// "12 s ago", "3 min ago"; "never" where there is no time. Times ahead of `now` count as now: clocks differ a
    /// little.
    static QString age(std::optional<model::TimestampMs> time, model::TimestampMs now);
    /// Date and time to the second, with the zone's abbreviation; `utc` chooses the zone.
    static QString absolute(model::TimestampMs time, bool utc);
    /// "JST", "UTC+02:00": the name of the zone that absolute() uses.
    static QString zone(bool utc);
};

} // namespace hearth::ui
