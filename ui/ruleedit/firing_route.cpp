// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/firing_route.h"

#include <QStringList>
#include <algorithm>

#include "models/plain_text.h"
#include "settings/channel_text.h"
#include "settings/route_text.h"

namespace hearth::ui {

QString FiringRoute::text(const datasource::NotificationPlan& plan, const std::optional<model::Labels>& sent,
                          Basis basis, model::TimestampMs now) {
    QStringList lines;
    if (!sent) {
        lines << tr("It would be dropped on its way to the Alertmanager: alert_relabel_configs say so.");
    } else {
        const auto stops = plan.stopsOf(*sent, now);
        lines << tr("A firing would go to %Ln receiver(s):", nullptr, static_cast<int>(stops.size()));
        for (const auto& stop : stops) {
            lines << QString() << stopLines(plan, stop);
        }
    }
    return (lines << QString() << basisLine(basis)).join(QLatin1Char('\n'));
}

QStringList FiringRoute::stopLines(const datasource::NotificationPlan& plan, const datasource::RouteStop& stop) {
    QStringList lines{toQString(stop.route.receiver)};
    const auto add = [&lines](const QString& line) { lines << QStringLiteral("    ") + line; };
    for (const auto& channel : channelLines(plan, stop.route.receiver)) {
        add(channel);
    }
    QStringList path;
    for (const auto& step : stop.path) {
        path << (step.empty() ? tr("all alerts") : toQString(step));
    }
    add(tr("Way: %1").arg(path.join(QStringLiteral(" → "))));
    add(RouteText::waits(stop.route));
    if (!stop.groupLabels.empty()) {
        add(tr("Told together with other alerts with %1").arg(toQString(stop.groupLabels.toString())));
    }
    if (stop.isInactive) {
        add(tr("Quiet now: outside of %1").arg(RouteText::names(stop.route.activeTimeIntervals)));
    } else if (!stop.mutedBy.empty()) {
        add(tr("Quiet now because of %1").arg(RouteText::names(stop.mutedBy)));
    }
    return lines;
}

QStringList FiringRoute::channelLines(const datasource::NotificationPlan& plan, const std::string& name) {
    QStringList lines;
    const auto receiver = std::ranges::find(plan.receivers(), name, &datasource::ReceiverFacts::name);
    if (receiver != plan.receivers().end()) {
        for (const auto& channel : receiver->channels) {
            lines << tr("%1 %2", "a kind of channel and where it leads: E-mail to anna@example.org")
                         .arg(ChannelText::kind(channel.kind), ChannelText::destination(channel));
        }
    }
    return lines.isEmpty() ? QStringList{tr("It has no channel: nobody is told.")} : lines;
}

QString FiringRoute::basisLine(Basis basis) {
    switch (basis) {
    case Basis::kAlert:
        return tr("By the labels of the alert that is chosen below the chart.");
    case Basis::kSeries:
        return tr("It never fired in this time: by the labels that its alert would have.");
    case Basis::kRule:
        return tr("There is no past: by the rule's own labels, without those of its series.");
    }
    return {};
}

} // namespace hearth::ui
