// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <optional>

#include "datasource/notification_plan.h"

namespace hearth::ui {

/// Which receivers a firing of a rule would get, in words.
/// Threads: thread-safe.
class FiringRoute {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::FiringRoute)

  public:
    /// Where the labels of the alert come from.
    enum class Basis : std::uint8_t {
        kAlert,  ///< It was pending or fired in the past.
        kSeries, ///< It never was; a series of the past would make it.
        kRule,   ///< There is no past: the rule's own labels are all that is known.
    };

    /// `sent`: the labels as the Alertmanager gets them; nothing: the alert is dropped on the way.
    static QString text(const datasource::NotificationPlan& plan, const std::optional<model::Labels>& sent, Basis basis,
                        model::TimestampMs now);

  private:
    static QStringList stopLines(const datasource::NotificationPlan& plan, const datasource::RouteStop& stop);
    static QStringList channelLines(const datasource::NotificationPlan& plan, const std::string& receiver);
    static QString basisLine(Basis basis);
};

} // namespace hearth::ui
