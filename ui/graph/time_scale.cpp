// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/time_scale.h"

#include <algorithm>
#include <array>

#include <QDateTime>
#include <QLocale>

namespace hearth::ui {

namespace {

using model::kDayMs;
using model::kHourMs;
using model::kMinuteMs;
using model::kSecondMs;

constexpr std::array<model::DurationMs, 28> kClockSteps{
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1 * kSecondMs,
    2 * kSecondMs,
    5 * kSecondMs,
    10 * kSecondMs,
    15 * kSecondMs,
    30 * kSecondMs,
    1 * kMinuteMs,
    2 * kMinuteMs,
    5 * kMinuteMs,
    10 * kMinuteMs,
    15 * kMinuteMs,
    30 * kMinuteMs,
    1 * kHourMs,
    2 * kHourMs,
    3 * kHourMs,
    4 * kHourMs,
    6 * kHourMs,
    8 * kHourMs,
    12 * kHourMs,
};
constexpr std::array<std::int64_t, 4> kDaySteps{1, 2, 7, 14};
constexpr std::array<std::int64_t, 4> kMonthSteps{1, 2, 3, 6};
constexpr std::array<std::int64_t, 12> kYearSteps{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000};

/// Mean lengths: only to choose a step, never to place a tick.
constexpr model::DurationMs kMonthMs = 30 * kDayMs + 10 * kHourMs;
constexpr model::DurationMs kYearMs = 365 * kDayMs + 6 * kHourMs;

/// QDateTime's years must stay in what QDate can say.
constexpr model::TimestampMs kFarthest = 250'000'000'000'000;

QDateTime at(model::TimestampMs time, const QTimeZone& zone) {
    return QDateTime::fromMSecsSinceEpoch(time, zone);
}

/// The first date on or before `date` where such steps are counted from.
QDate aligned(QDate date, bool days, std::int64_t count, bool years) {
    if (years) {
        return {static_cast<int>(date.year() - date.year() % count), 1, 1};
    }
    if (!days) {
        return {date.year(), static_cast<int>(date.month() - (date.month() - 1) % count), 1};
    }
    if (count % 7 == 0) {
        return date.addDays(1 - date.dayOfWeek());
    }
    return {date.year(), date.month(), static_cast<int>(date.day() - (date.day() - 1) % count)};
}

} // namespace

TimeScale::Step TimeScale::stepFor(model::DurationMs span, int maxTicks) {
    const auto fits = [&](model::DurationMs step) { return span / step < maxTicks; };
    for (const auto step : kClockSteps) {
        if (fits(step)) {
            return {Calendar::kClock, step};
        }
    }
    for (const auto days : kDaySteps) {
        if (fits(days * kDayMs)) {
            return {Calendar::kDays, days};
        }
    }
    for (const auto months : kMonthSteps) {
        if (fits(months * kMonthMs)) {
            return {Calendar::kMonths, months};
        }
    }
    for (const auto years : kYearSteps) {
        if (fits(years * kYearMs)) {
            return {Calendar::kYears, years};
        }
    }
    return {Calendar::kYears, kYearSteps.back()};
}

std::vector<model::TimestampMs> TimeScale::clockTimes(model::TimeRange range, model::DurationMs step,
                                                      const QTimeZone& zone) {
    std::vector<model::TimestampMs> times;
    if (step < kHourMs) {
        // Offsets change by whole or half hours, so that one alignment holds across a change of the clocks.
        const auto offset = at(range.begin, zone).offsetFromUtc() * kSecondMs;
        const auto local = range.begin + offset;
        auto time = local - ((local % step) + step) % step - offset;
        for (; time <= range.end; time += step) {
            times.push_back(time);
        }
        return times;
    }
    for (auto day = at(range.begin, zone).date(); times.empty() || times.back() <= range.end; day = day.addDays(1)) {
        for (model::DurationMs hour = 0; hour < kDayMs; hour += step) {
            const QDateTime local(day, QTime::fromMSecsSinceStartOfDay(static_cast<int>(hour)), zone);
            const auto time = local.toMSecsSinceEpoch();
            if (times.empty() || time > times.back()) {
                times.push_back(time);
            }
        }
    }
    return times;
}

std::vector<model::TimestampMs> TimeScale::dates(model::TimeRange range, Step step, const QTimeZone& zone) {
    std::vector<model::TimestampMs> times;
    const bool days = step.calendar == Calendar::kDays;
    const bool years = step.calendar == Calendar::kYears;
    auto date = aligned(at(range.begin, zone).date(), days, step.count, years);
    while (date.isValid()) {
        const auto time = date.startOfDay(zone).toMSecsSinceEpoch();
        if (time > range.end) {
            break;
        }
        times.push_back(time);
        auto next = years  ? date.addYears(static_cast<int>(step.count))
                    : days ? date.addDays(step.count)
                           : date.addMonths(static_cast<int>(step.count));
        if (days && step.count == 2 && next.month() != date.month()) {
            next.setDate(next.year(), next.month(), 1); // 1, 3, ... 29, 31 and 1 again would stand too close
            if (date.daysTo(next) < 2) {
                times.pop_back();
            }
        }
        date = next;
    }
    return times;
}

QString TimeScale::label(model::TimestampMs time, Step step, const QTimeZone& zone) {
    const QLocale locale;
    const auto local = at(time, zone);
    const bool midnight = local.time().msecsSinceStartOfDay() == 0;
    const bool newYear = local.date().dayOfYear() == 1;
    switch (step.calendar) {
    case Calendar::kYears:
        return locale.toString(local, tr("yyyy", "axis: a year"));
    case Calendar::kMonths:
        return locale.toString(local, newYear ? tr("yyyy", "axis: a year") : tr("MMM", "axis: a month"));
    case Calendar::kDays:
        return locale.toString(local, tr("d MMM", "axis: a day"));
    case Calendar::kClock:
        break;
    }
    if (step.count < kSecondMs) {
        return locale.toString(local, QStringLiteral("HH:mm:ss.zzz"));
    }
    if (midnight) {
        return locale.toString(local, tr("d MMM", "axis: a day"));
    }
    return locale.toString(local, step.count < kMinuteMs ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

std::vector<AxisTick> TimeScale::ticks(model::TimeRange range, int maxTicks, const QTimeZone& zone) {
    range.begin = std::clamp(range.begin, -kFarthest, kFarthest);
    range.end = std::clamp(range.end, -kFarthest, kFarthest);
    if (range.begin >= range.end || maxTicks < 1) {
        return {};
    }
    const auto step = stepFor(range.end - range.begin, maxTicks);
    const auto times =
        step.calendar == Calendar::kClock ? clockTimes(range, step.count, zone) : dates(range, step, zone);
    std::vector<AxisTick> ticks;
    for (const auto time : times) {
        if (time >= range.begin && time <= range.end) {
            ticks.push_back({static_cast<double>(time), label(time, step, zone)});
        }
    }
    return ticks;
}

} // namespace hearth::ui
