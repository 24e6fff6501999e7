// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/time_text.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace hearth::ui {

QString TimeText::age(std::optional<model::TimestampMs> time, model::TimestampMs now) {
    if (!time) {
        return tr("never");
    }
    const auto age = std::max<model::DurationMs>(0, now - *time);
    const QLocale locale;
    if (age < model::kSecondMs) {
        return tr("now");
    }
    if (age < 2 * model::kMinuteMs) {
        return tr("%1 s ago").arg(locale.toString(age / model::kSecondMs));
    }
    if (age < 2 * model::kHourMs) {
        return tr("%1 min ago").arg(locale.toString(age / model::kMinuteMs));
    }
    if (age < 2 * model::kDayMs) {
        return tr("%1 h ago").arg(locale.toString(age / model::kHourMs));
    }
    return tr("%1 d ago").arg(locale.toString(age / model::kDayMs));
}

QString TimeText::absolute(model::TimestampMs time, bool utc) {
    const auto moment = QDateTime::fromMSecsSinceEpoch(time, utc ? Qt::UTC : Qt::LocalTime);
    return moment.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QLatin1Char(' ') + zone(utc);
}

QString TimeText::zone(bool utc) {
    if (utc) {
        return QStringLiteral("UTC");
    }
    const auto now = QDateTime::currentDateTime();
    const auto name = now.timeZoneAbbreviation();
    return name.isEmpty() ? now.timeZone().displayName(now, QTimeZone::OffsetName) : name;
}

} // namespace hearth::ui
