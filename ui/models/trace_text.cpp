// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/trace_text.h"

#include <QDateTime>
#include <QLocale>
#include <array>

#include "models/plain_text.h"
#include "models/value_format.h"

namespace hearth::ui {
namespace {

using datasource::TraceEvent;
using Kind = TraceEvent::Kind;
using Link = LinkedText::Link;

QString clockText(model::TimestampMs time, bool utc) {
    return QDateTime::fromMSecsSinceEpoch(time, utc ? Qt::UTC : Qt::LocalTime).toString(QStringLiteral("HH:mm:ss"));
}

QString timeText(model::TimestampMs time, model::TimestampMs now, bool utc) {
    const auto zone = utc ? Qt::UTC : Qt::LocalTime;
    const auto moment = QDateTime::fromMSecsSinceEpoch(time, zone);
    const bool today = moment.date() == QDateTime::fromMSecsSinceEpoch(now, zone).date();
    return moment.toString(today ? QStringLiteral("HH:mm:ss") : QStringLiteral("MM-dd HH:mm:ss"));
}

StateShape shapeOf(const TraceEvent& event) {
    switch (event.kind) {
    case Kind::kRule:
        return event.to == "firing"    ? StateShape::kBad
               : event.to == "pending" ? StateShape::kPending
                                       : StateShape::kEnded;
    case Kind::kReceived:
        return event.to == "firing" ? StateShape::kBad : StateShape::kEnded;
    case Kind::kSilenced:
        return StateShape::kSilenced;
    case Kind::kInhibited:
        return StateShape::kInhibited;
    case Kind::kMuted:
    case Kind::kInactive:
        return StateShape::kMuted;
    case Kind::kAttempt:
    case Kind::kFailed:
    case Kind::kRejected:
        return StateShape::kWarning;
    case Kind::kSent:
        return StateShape::kGood;
    case Kind::kExpired:
    case Kind::kLeft:
        return StateShape::kEnded;
    case Kind::kGrouped:
    case Kind::kDeduplicated:
    case Kind::kNotifying:
        break;
    }
    return StateShape::kUnknown;
}

bool sameStep(const TraceEvent& a, const TraceEvent& b) {
    return a.kind == b.kind && a.group == b.group && a.route == b.route && a.receiver == b.receiver &&
           a.integration == b.integration && a.from == b.from && a.to == b.to && a.by == b.by && a.detail == b.detail;
}

/// A rule without `for` is pending for no time at all.
bool firesAtOnce(const TraceEvent& before, const TraceEvent& event) {
    return before.kind == Kind::kRule && event.kind == Kind::kRule && before.to == "pending" && event.to == "firing" &&
           before.time == event.time;
}

std::vector<TraceEvent> folded(const std::vector<TraceEvent>& events) {
    std::vector<TraceEvent> all;
    for (const auto& event : events) {
        if (!all.empty() && firesAtOnce(all.back(), event)) {
            all.back() = event;
            all.back().from = "inactive";
        } else if (!all.empty() && event.kind != Kind::kRule && sameStep(all.back(), event)) {
            all.back().count += event.count;
            all.back().last = event.last;
        } else {
            all.push_back(event);
        }
    }
    return all;
}

LinkedText plain(const QString& text) {
    return {text, Link::kNone, {}, {}};
}

} // namespace

std::vector<TraceStep> TraceText::steps(const std::vector<TraceEvent>& events, model::TimestampMs now, bool utc) {
    std::vector<TraceStep> steps;
    for (const auto& event : folded(events)) {
        steps.push_back(step(event, now, utc));
    }
    return steps;
}

TraceStep TraceText::step(const TraceEvent& event, model::TimestampMs now, bool utc) {
    TraceStep step{timeText(event.time, now, utc), sentence(event, utc), shapeOf(event)};
    if (event.count > 1) {
        step.sentence.text +=
            QLatin1Char(' ') +
            tr("(%Ln times, last at %1)", nullptr, static_cast<int>(event.count)).arg(clockText(event.last, utc));
    }
    return step;
}

LinkedText TraceText::sentence(const TraceEvent& event, bool utc) {
    switch (event.kind) {
    case Kind::kRule:
        return plain(rule(event));
    case Kind::kReceived:
        return plain(event.to == "firing" ? tr("The Alertmanager was told that it fires.")
                                          : tr("The Alertmanager was told that it is resolved."));
    case Kind::kExpired:
        return plain(tr("Nobody repeated it any more, so it counts as resolved."));
    case Kind::kGrouped:
        return plain(grouped(event, utc));
    case Kind::kInhibited:
    case Kind::kSilenced:
    case Kind::kMuted:
    case Kind::kInactive:
        return heldBack(event);
    case Kind::kLeft:
        return plain(event.detail.empty() ? tr("Resolved and told, so it left the group.")
                                          : tr("It left the group: %1.").arg(toQString(event.detail)));
    case Kind::kRejected:
        return {tr("No group took it: %1.").arg(toQString(event.detail)), Link::kSettings, QStringLiteral("routes"),
                tr("Change routes")};
    default:
        return delivery(event);
    }
}

QString TraceText::rule(const TraceEvent& event) {
    const auto value = ValueFormat::threeDigits(event.value);
    if (event.to == "pending") {
        return tr("The rule became true (value %1): pending.").arg(value);
    }
    if (event.to == "firing") {
        return event.from == "pending" ? tr("It stayed true long enough (value %1): firing.").arg(value)
                                       : tr("The rule became true (value %1): firing.").arg(value);
    }
    return event.from == "pending" ? tr("The rule was no longer true before it fired.")
                                   : tr("The rule was no longer true: resolved.");
}

QString TraceText::grouped(const TraceEvent& event, bool utc) {
    const auto receiver = toQString(event.receiver);
    const auto seconds = event.until ? (*event.until - event.time + 500) / 1000 : 0;
    const auto until = event.until ? clockText(*event.until, utc) : QString();
    const auto wait = ValueFormat::duration(static_cast<double>(seconds));
    if (event.detail == "group_wait" && seconds > 0) {
        return tr("Joined its group for %1; held by group_wait for %2, until %3.").arg(receiver, wait, until);
    }
    if (event.detail == "group_interval" && seconds > 0) {
        return tr("Joined its group for %1; held by group_interval for %2, until %3.").arg(receiver, wait, until);
    }
    return tr("Joined its group for %1, which is told at once.").arg(receiver);
}

LinkedText TraceText::heldBack(const TraceEvent& event) {
    const auto by = toQString(event.by);
    const auto detail = toQString(event.detail);
    switch (event.kind) {
    case Kind::kSilenced:
        return {tr("Not told: silenced by %1.").arg(detail.isEmpty() ? by : detail), Link::kSilence,
                by.section(QStringLiteral(", "), 0, 0), tr("Show silence")};
    case Kind::kInhibited:
        return {tr("Not told: another alert inhibits it (%1).").arg(detail), Link::kAlert, by, tr("Go there")};
    case Kind::kMuted:
        return {tr("Not told: muted by the time interval %1.").arg(by), Link::kSettings,
                QStringLiteral("time-intervals"), tr("Change quiet hours")};
    default:
        return {tr("Not told: outside of the active time intervals %1.").arg(by), Link::kSettings,
                QStringLiteral("time-intervals"), tr("Change quiet hours")};
    }
}

QString TraceText::integration(const TraceEvent& event) {
    const auto receiver = toQString(event.receiver);
    return event.integration.empty() ? receiver : tr("%1 (%2)").arg(receiver, toQString(event.integration));
}

/// Hearth's own reasons in the language of the window; others as they are.
QString TraceText::known(const std::string& reason) {
    const std::array<std::pair<const char*, QString>, 9> kReasons{{
        {"first notification", tr("it is the first one")},
        {"new alerts added", tr("the group has new alerts")},
        {"some alerts resolved", tr("some of the group's alerts are resolved")},
        {"all alerts resolved", tr("all of the group's alerts are resolved")},
        {"repeat interval elapsed", tr("the repeat interval has passed")},
        {"nothing new within the repeat interval", tr("nothing new within the repeat interval")},
        {"nothing fires, as was told before", tr("the end was told before")},
        {"resolved before anything was sent", tr("it was resolved before anything was sent")},
        {"older than group_wait", tr("it is older than group_wait")},
    }};
    for (const auto& [english, text] : kReasons) {
        if (reason == english) {
            return text;
        }
    }
    return toQString(reason);
}

LinkedText TraceText::delivery(const TraceEvent& event) {
    const auto to = integration(event);
    const auto detail = toQString(event.detail).simplified();
    const auto settings = [](const QString& text) {
        return LinkedText{text, Link::kSettings, QStringLiteral("receivers"), tr("Change receiver")};
    };
    switch (event.kind) {
    case Kind::kNotifying:
        return plain(tr("A message to %1 is due: %2.").arg(to, known(event.detail)));
    case Kind::kDeduplicated:
        return plain(tr("No further message to %1: %2.").arg(to, known(event.detail)));
    case Kind::kAttempt:
        return settings(tr("Attempt %L1 at %2 failed, will be tried again: %3").arg(event.attempt).arg(to, detail));
    case Kind::kFailed:
        return settings(tr("Given up until the group's next turn, %1: %2").arg(to, detail));
    default:
        return plain(detail.isEmpty() ? tr("Accepted by %1.").arg(to) : tr("Accepted by %1: %2").arg(to, detail));
    }
}

} // namespace hearth::ui
