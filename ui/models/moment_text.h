// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>
#include <optional>

#include "model/time.h"

namespace hearth::ui {

/// Durations and moments as people type them, in the language of the window and in English.
/// Threads: thread-safe.
class MomentText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::MomentText)

  public:
    /// Nothing longer is meant seriously.
    static constexpr model::DurationMs kMaxDuration = 100 * 365 * model::kDayMs;

    /// `2h30m`, `2 h 30 min`, `1.5 h`, `3 days`, `90` (minutes). Nothing where it is none, zero or too long.
    static std::optional<model::DurationMs> parseDuration(const QString& text);
    /// What parseDuration() reads back: `2h 30m`, to the minute from a minute upwards.
    static QString duration(model::DurationMs duration);

    /// `2026-11-22 08:00`, `8:00` (the next one), `tomorrow 8:00`, `fri 18:00`, `now`, `+2h`.
    static std::optional<model::TimestampMs> parseMoment(const QString& text, model::TimestampMs now, bool utc);
    /// What parseMoment() reads back: `2026-11-22 08:00`.
    static QString moment(model::TimestampMs time, bool utc);

    static QDateTime dateTime(model::TimestampMs time, bool utc) {
        return QDateTime::fromMSecsSinceEpoch(time, utc ? Qt::UTC : Qt::LocalTime);
    }
};

} // namespace hearth::ui
