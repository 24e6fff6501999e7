// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/moment_text.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringList>
#include <cmath>

namespace hearth::ui {
namespace {

const QString kMomentFormat = QStringLiteral("yyyy-MM-dd HH:mm");
constexpr int kDaysAWeek = 7;

/// Full-width digits and letters become the plain ones.
QString normalized(const QString& text) {
    return text.normalized(QString::NormalizationForm_KC).trimmed().toLower();
}

bool isAnyOf(const QString& word, const QString& words) {
    return words.split(QLatin1Char(' ')).contains(word);
}

/// What `HH:mm[:ss]` or `H` with a sign for hours means; invalid where it is no time of day.
QTime timeOfDay(const QString& text) {
    for (const auto* format : {"H:mm:ss", "H:mm"}) {
        if (const auto time = QTime::fromString(text, QLatin1String(format)); time.isValid()) {
            return time;
        }
    }
    return {};
}

/// 1 (Monday) to 7, by the names of `locale`, long or short; 0 where it is none.
int weekday(const QString& word, const QLocale& locale) {
    for (int day = 1; day <= kDaysAWeek; ++day) {
        if (word == locale.dayName(day, QLocale::LongFormat).toLower() ||
            word == locale.dayName(day, QLocale::ShortFormat).toLower()) {
            return day;
        }
    }
    return 0;
}

QDateTime at(const QDate& date, const QTime& time, bool utc) {
    return {date, time, utc ? Qt::UTC : Qt::LocalTime};
}

} // namespace

std::optional<model::DurationMs> MomentText::parseDuration(const QString& text) {
    static const QRegularExpression kPart(QStringLiteral("\\G\\s*(\\d+(?:[.,]\\d+)?)\\s*([^\\d\\s.,]*)"));
    const auto words = normalized(text);
    double total = 0;
    qsizetype read = 0;
    for (auto parts = kPart.globalMatch(words); parts.hasNext();) {
        const auto part = parts.next();
        const auto unit = part.captured(2);
        const auto number = part.captured(1).replace(QLatin1Char(','), QLatin1Char('.')).toDouble();
        double scale = 0;
        if (unit.isEmpty() || isAnyOf(unit, tr("m min mins minute minutes", "units of time, separated by blanks")) ||
            isAnyOf(unit, QStringLiteral("m min"))) {
            scale = model::kMinuteMs;
        } else if (isAnyOf(unit, tr("h hr hrs hour hours", "units of time, separated by blanks")) ||
                   isAnyOf(unit, QStringLiteral("h"))) {
            scale = model::kHourMs;
        } else if (isAnyOf(unit, tr("d day days", "units of time, separated by blanks")) ||
                   isAnyOf(unit, QStringLiteral("d"))) {
            scale = model::kDayMs;
        } else if (isAnyOf(unit, tr("w week weeks", "units of time, separated by blanks")) ||
                   isAnyOf(unit, QStringLiteral("w"))) {
            scale = kDaysAWeek * model::kDayMs;
        } else if (isAnyOf(unit, tr("s sec second seconds", "units of time, separated by blanks")) ||
                   isAnyOf(unit, QStringLiteral("s"))) {
            scale = model::kSecondMs;
        } else {
            return std::nullopt;
        }
        total += number * scale;
        read = part.capturedEnd();
    }
    if (words.isEmpty() || !words.mid(read).trimmed().isEmpty() || total < 1 ||
        total > static_cast<double>(kMaxDuration)) {
        return std::nullopt;
    }
    return static_cast<model::DurationMs>(std::llround(total));
}

QString MomentText::duration(model::DurationMs duration) {
    if (duration < model::kMinuteMs) {
        return QStringLiteral("%1s").arg(std::max<model::DurationMs>(0, duration / model::kSecondMs));
    }
    const auto minutes = (duration + model::kMinuteMs / 2) / model::kMinuteMs;
    QStringList parts;
    const auto add = [&](model::DurationMs count, QChar unit) {
        if (count > 0) {
            parts << QString::number(count) + unit;
        }
    };
    add(minutes / (24 * 60), QLatin1Char('d'));
    add(minutes / 60 % 24, QLatin1Char('h'));
    add(minutes % 60, QLatin1Char('m'));
    return parts.join(QLatin1Char(' '));
}

std::optional<model::TimestampMs> MomentText::parseMoment(const QString& text, model::TimestampMs now, bool utc) {
    const auto words = normalized(text);
    if (isAnyOf(words, QStringLiteral("now")) || words == tr("now").toLower()) {
        return now;
    }
    if (words.startsWith(QLatin1Char('+'))) {
        const auto ahead = parseDuration(words.mid(1));
        return ahead ? std::optional(now + *ahead) : std::nullopt;
    }
    const auto today = dateTime(now, utc);
    static const QRegularExpression kBlank(QStringLiteral("\\s+"));
    const auto parts = words.split(kBlank, Qt::SkipEmptyParts);
    if (parts.isEmpty() || parts.size() > 2) {
        return std::nullopt;
    }
    if (parts.size() == 1) {
        if (const auto time = timeOfDay(parts[0]); time.isValid()) {
            const auto next = at(today.date(), time, utc);
            return (next > today ? next : at(today.date().addDays(1), time, utc)).toMSecsSinceEpoch();
        }
    }
    const auto time = parts.size() == 2 ? timeOfDay(parts[1]) : QTime(0, 0);
    if (!time.isValid()) {
        return std::nullopt;
    }
    QDate date = QDate::fromString(parts[0], Qt::ISODate);
    if (isAnyOf(parts[0], QStringLiteral("today")) || parts[0] == tr("today").toLower()) {
        date = today.date();
    } else if (isAnyOf(parts[0], QStringLiteral("tomorrow")) || parts[0] == tr("tomorrow").toLower()) {
        date = today.date().addDays(1);
    } else if (const int day = std::max(weekday(parts[0], QLocale()), weekday(parts[0], QLocale::c())); day > 0) {
        const int ahead = (day - today.date().dayOfWeek() + kDaysAWeek) % kDaysAWeek;
        date = today.date().addDays(ahead);
        if (at(date, time, utc) <= today) {
            date = date.addDays(kDaysAWeek);
        }
    }
    return date.isValid() ? std::optional<model::TimestampMs>(at(date, time, utc).toMSecsSinceEpoch()) : std::nullopt;
}

QString MomentText::moment(model::TimestampMs time, bool utc) {
    return QLocale::c().toString(dateTime(time, utc), kMomentFormat);
}

} // namespace hearth::ui
