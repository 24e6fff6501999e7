// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/route_text.h"

#include <QStringList>

#include "models/plain_text.h"
#include "models/value_format.h"

namespace hearth::ui {

QString RouteText::names(const std::vector<std::string>& names) {
    QStringList list;
    for (const auto& name : names) {
        list << toQString(name);
    }
    return list.join(QStringLiteral(", "));
}

QString RouteText::matchers(const datasource::RouteFacts& route) {
    return route.matchers.empty() ? tr("all alerts") : names(route.matchers);
}

QString RouteText::duration(model::DurationMs duration) {
    return duration == 0 ? tr("at once") : ValueFormat::duration(static_cast<double>(duration) / 1000);
}

QString RouteText::waits(const datasource::RouteFacts& route) {
    const auto first = route.groupWait == 0 ? tr("Told at once") : tr("Told after %1").arg(duration(route.groupWait));
    return tr("%1; changes every %2; again after %3")
        .arg(first, duration(route.groupInterval), duration(route.repeatInterval));
}

} // namespace hearth::ui
