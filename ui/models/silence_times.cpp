// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/silence_times.h"

#include "models/moment_text.h"

namespace hearth::ui {
namespace {

QDateTime at(const QDate& date, int hour, bool utc) {
    return {date, QTime(hour, 0), utc ? Qt::UTC : Qt::LocalTime};
}

bool isWorkday(const QDate& date, const QList<Qt::DayOfWeek>& workdays) {
    return workdays.contains(static_cast<Qt::DayOfWeek>(date.dayOfWeek()));
}

QList<Qt::DayOfWeek> workdaysOf(const QLocale& locale) {
    auto days = locale.weekdays();
    if (days.isEmpty() || days.size() >= 7) {
        days = {Qt::Monday, Qt::Tuesday, Qt::Wednesday, Qt::Thursday, Qt::Friday};
    }
    return days;
}

} // namespace

SilenceTimes SilenceTimes::fromNow(model::TimestampMs now, model::DurationMs duration) {
    SilenceTimes times;
    times.m_start = now;
    times.m_end = now + duration;
    return times;
}

SilenceTimes SilenceTimes::between(model::TimestampMs start, model::TimestampMs end) {
    SilenceTimes times;
    times.m_start = start;
    times.m_end = end;
    times.m_startsNow = false;
    times.m_endSaid = true;
    return times;
}

SilenceTimes SilenceTimes::tonight(model::TimestampMs now, bool utc) {
    const auto today = MomentText::dateTime(now, utc).date();
    auto morning = at(today, kMorningHour, utc);
    if (morning.toMSecsSinceEpoch() <= now) {
        morning = at(today.addDays(1), kMorningHour, utc);
    }
    auto times = fromNow(now, 0);
    times.setEnd(morning.toMSecsSinceEpoch());
    return times;
}

SilenceTimes SilenceTimes::weekend(model::TimestampMs now, bool utc, const QLocale& locale) {
    const auto workdays = workdaysOf(locale);
    // The first free day from today on; on a free day the first of those in a row.
    auto first = MomentText::dateTime(now, utc).date();
    while (isWorkday(first, workdays)) {
        first = first.addDays(1);
    }
    auto last = first;
    while (!isWorkday(last, workdays)) {
        last = last.addDays(1);
    }
    const auto begin = at(first.addDays(-1), kEveningHour, utc).toMSecsSinceEpoch();
    const auto end = at(last, kMorningHour, utc).toMSecsSinceEpoch();
    if (begin > now) {
        return between(begin, end);
    }
    auto times = fromNow(now, 0);
    times.setEnd(end);
    return times;
}

void SilenceTimes::setStart(model::TimestampMs start) {
    const auto kept = duration();
    m_start = start;
    m_startsNow = false;
    if (!m_endSaid) {
        m_end = m_start + kept;
    }
}

void SilenceTimes::setStartsNow(model::TimestampMs now) {
    setStart(now);
    m_startsNow = true;
}

void SilenceTimes::setDuration(model::DurationMs duration) {
    m_end = m_start + duration;
    m_endSaid = false;
}

void SilenceTimes::setEnd(model::TimestampMs end) {
    m_end = end;
    m_endSaid = true;
}

void SilenceTimes::advance(model::TimestampMs now) {
    if (m_startsNow) {
        setStartsNow(now);
    }
}

} // namespace hearth::ui
