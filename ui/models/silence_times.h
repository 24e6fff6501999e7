// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

#include "model/time.h"

namespace hearth::ui {

/// Start, duration and end of a silence, linked: who changes one moves the one that was not said.
/// Threads: thread-compatible (a value).
class SilenceTimes {
  public:
    /// Nights and weekends end at this hour of the day; weekends begin in the evening of the last working day.
    static constexpr int kMorningHour = 8;
    static constexpr int kEveningHour = 18;

    /// From now on, for `duration`.
    static SilenceTimes fromNow(model::TimestampMs now, model::DurationMs duration);
    static SilenceTimes between(model::TimestampMs start, model::TimestampMs end);
    /// Until the next morning.
    static SilenceTimes tonight(model::TimestampMs now, bool utc);
    /// The next weekend, or the rest of this one: the days that `locale` does not work on. Where it works on all, it is
    /// Saturday and Sunday.
    static SilenceTimes weekend(model::TimestampMs now, bool utc, const QLocale& locale);

    model::TimestampMs start() const { return m_start; }
    model::TimestampMs end() const { return m_end; }
    model::DurationMs duration() const { return m_end - m_start; }
    /// Whether it starts when it is saved.
    bool startsNow() const { return m_startsNow; }

    /// Keeps the end where it was said, else the duration.
    void setStart(model::TimestampMs start);
    void setStartsNow(model::TimestampMs now);
    void setDuration(model::DurationMs duration);
    void setEnd(model::TimestampMs end);
    /// Time goes on: what starts now moves.
    void advance(model::TimestampMs now);

  private:
    model::TimestampMs m_start = 0;
    model::TimestampMs m_end = 0;
    bool m_startsNow = true;
    bool m_endSaid = false; ///< The end stays where the start moves; else the duration does.
};

} // namespace hearth::ui
