// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/route_text.h"

#include <QLocale>
#include <QStringList>

#include "alerts/linked_annotation.h"
#include "models/plain_text.h"

namespace hearth::ui {

QString RouteText::oneLine(const QString& text) {
    return breakable(text).remove(QChar(0x200b)).simplified();
}

QString RouteText::names(const std::vector<std::string>& names) {
    QStringList list;
    for (const auto& name : names) {
        list << oneLine(toQString(name));
    }
    return list.join(QStringLiteral(", "));
}

QString RouteText::matchers(const datasource::RouteFacts& route) {
    return route.matchers.empty() ? tr("all alerts") : names(route.matchers);
}

QString RouteText::duration(model::DurationMs duration) {
    if (duration < model::kSecondMs) {
        return duration == 0 ? tr("at once") : tr("%L1 ms").arg(duration);
    }
    QStringList parts;
    const auto add = [&](const QString& text, model::DurationMs count) {
        if (count > 0 && parts.size() < 2) {
            parts << text.arg(QLocale().toString(static_cast<qlonglong>(count)));
        }
    };
    add(tr("%1 d"), duration / model::kDayMs);
    add(tr("%1 h"), duration % model::kDayMs / model::kHourMs);
    add(tr("%1 min"), duration % model::kHourMs / model::kMinuteMs);
    add(tr("%1 s"), duration % model::kMinuteMs / model::kSecondMs);
    return parts.join(QLatin1Char(' '));
}

QString RouteText::waits(const datasource::RouteFacts& route) {
    const auto first = route.groupWait == 0 ? tr("Told at once") : tr("Told after %1").arg(duration(route.groupWait));
    return tr("%1; changes every %2; again after %3")
        .arg(first, duration(route.groupInterval), duration(route.repeatInterval));
}

} // namespace hearth::ui
