// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "datasource/notification_plan.h"

namespace hearth::ui {

/// Routes in words. Threads: thread-safe.
class RouteText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::RouteText)

  public:
    /// `severity="critical"`, "all alerts"
    static QString matchers(const datasource::RouteFacts& route);
    /// "after 30 s, then every 5 min where something changed, again after 4 h"
    static QString waits(const datasource::RouteFacts& route);
    /// "30 s", "5 min", "4 h", "1 h 30 min": two units at most, none that is zero.
    static QString duration(model::DurationMs duration);
    /// Foreign names and words for a place of one line, without marks that turn around what follows.
    static QString oneLine(const QString& text);
    static QString names(const std::vector<std::string>& names);
};

} // namespace hearth::ui
