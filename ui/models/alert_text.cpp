// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alert_text.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

#include "models/plain_text.h"
#include "models/value_format.h"

namespace hearth::ui {
namespace {

using Link = LinkedText::Link;

/// The unit that an age is told in.
model::DurationMs unitOf(model::DurationMs age) {
    return age < model::kMinuteMs     ? model::kSecondMs
           : age < 2 * model::kHourMs ? model::kMinuteMs
           : age < 2 * model::kDayMs  ? model::kHourMs
                                      : model::kDayMs;
}

QString joined(const std::vector<std::string>& texts) {
    QStringList list;
    for (const auto& text : texts) {
        list << toQString(text);
    }
    return list.join(QStringLiteral(", "));
}

} // namespace

QString AlertText::word(AlertCondition condition) {
    switch (condition) {
    case AlertCondition::kFiring:
        return tr("Firing");
    case AlertCondition::kUnknown:
        return tr("Unknown");
    case AlertCondition::kPending:
        return tr("Pending");
    case AlertCondition::kMuted:
        return tr("Muted");
    case AlertCondition::kInhibited:
        return tr("Inhibited");
    case AlertCondition::kSilenced:
        return tr("Silenced");
    case AlertCondition::kAcknowledged:
        return tr("Acknowledged");
    }
    return {};
}

StateShape AlertText::shape(AlertCondition condition) {
    switch (condition) {
    case AlertCondition::kFiring:
        return StateShape::kBad;
    case AlertCondition::kUnknown:
        return StateShape::kUnknown;
    case AlertCondition::kPending:
        return StateShape::kPending;
    case AlertCondition::kMuted:
        return StateShape::kMuted;
    case AlertCondition::kInhibited:
        return StateShape::kInhibited;
    case AlertCondition::kSilenced:
        return StateShape::kSilenced;
    case AlertCondition::kAcknowledged:
        return StateShape::kAcknowledged;
    }
    return StateShape::kUnknown;
}

QString AlertText::counts(const AlertCounts& counts) {
    QStringList parts;
    const auto add = [&](AlertCondition condition, const QString& text) {
        if (counts[condition] > 0) {
            parts << text;
        }
    };
    const auto number = [&](AlertCondition condition) { return static_cast<int>(counts[condition]); };
    for (const auto condition : kReadingOrder) {
        switch (condition) {
        case AlertCondition::kFiring:
            add(condition, tr("%Ln firing", nullptr, number(condition)));
            break;
        case AlertCondition::kPending:
            add(condition, tr("%Ln pending", nullptr, number(condition)));
            break;
        case AlertCondition::kSilenced:
            add(condition, tr("%Ln silenced", nullptr, number(condition)));
            break;
        case AlertCondition::kInhibited:
            add(condition, tr("%Ln inhibited", nullptr, number(condition)));
            break;
        case AlertCondition::kMuted:
            add(condition, tr("%Ln muted", nullptr, number(condition)));
            break;
        case AlertCondition::kAcknowledged:
            add(condition, tr("%Ln acknowledged", nullptr, number(condition)));
            break;
        case AlertCondition::kUnknown:
            add(condition, tr("%Ln unknown", nullptr, number(condition)));
            break;
        }
    }
    return parts.join(tr(", "));
}

QString AlertText::group(const AlertGroupRow& group) {
    QStringList parts;
    for (const auto& label : group.labels) {
        const auto value = toQString(label.value).simplified();
        parts << (label.name == "alertname" ? value : toQString(label.name) + QLatin1Char('=') + value);
    }
    return parts.isEmpty() ? tr("All together") : parts.join(QStringLiteral("  "));
}

QString AlertText::age(model::TimestampMs since, model::TimestampMs now) {
    const auto age = std::max<model::DurationMs>(0, now - since);
    const auto unit = unitOf(age);
    const auto number = QLocale().toString(static_cast<qlonglong>(age / unit));
    switch (unit) {
    case model::kSecondMs:
        return tr("%1 s").arg(number);
    case model::kMinuteMs:
        return tr("%1 min").arg(number);
    case model::kHourMs:
        return tr("%1 h").arg(number);
    default:
        return tr("%1 d").arg(number);
    }
}

model::TimestampMs AlertText::ageChange(model::TimestampMs since, model::TimestampMs now) {
    const auto age = std::max<model::DurationMs>(0, now - since);
    const auto unit = unitOf(age);
    return std::max(since, now - age) + (age / unit + 1) * unit;
}

QString AlertText::moment(model::TimestampMs time, model::TimestampMs now, bool utc) {
    const auto zone = utc ? Qt::UTC : Qt::LocalTime;
    const auto moment = QDateTime::fromMSecsSinceEpoch(time, zone);
    const bool today = moment.date() == QDateTime::fromMSecsSinceEpoch(now, zone).date();
    return moment.toString(today ? QStringLiteral("HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm"));
}

LinkedText AlertText::reason(const AlertRow& row, const AlertSnapshot& snapshot, model::TimestampMs now, bool utc) {
    switch (row.condition) {
    case AlertCondition::kFiring:
        return {firing(row, snapshot, now, utc), Link::kNone, {}, {}};
    case AlertCondition::kPending:
        return {pending(row, now, utc), Link::kNone, {}, {}};
    case AlertCondition::kSilenced:
    case AlertCondition::kAcknowledged:
        return silenced(row, snapshot, now, utc);
    case AlertCondition::kInhibited:
        return inhibited(row, snapshot);
    case AlertCondition::kMuted:
        return {tr("Muted by the time interval %1.").arg(joined(row.mutedBy)), Link::kSettings,
                QStringLiteral("time-intervals"), tr("Change quiet hours")};
    case AlertCondition::kUnknown:
        return {row.received ? tr("The Alertmanager has it, but has not decided yet whom to tell, or does not say "
                                  "what holds it back.")
                             : tr("The server does not say which state it is in."),
                Link::kNone,
                {},
                {}};
    }
    return {};
}

QString AlertText::firing(const AlertRow& row, const AlertSnapshot& snapshot, model::TimestampMs now, bool utc) {
    const auto since = moment(row.since, now, utc);
    if (row.keepFiringSince) {
        return tr("True until %1; kept firing by keep_firing_for.").arg(moment(*row.keepFiringSince, now, utc));
    }
    if (row.received) {
        return tr("Firing since %1; goes to %2.").arg(since, row.receivers);
    }
    return snapshot.alertmanager.known()
               ? tr("True since %1 and firing; the Alertmanager was not told of it yet.").arg(since)
               : tr("True since %1 and firing; whether anybody is told is not known here.").arg(since);
}

QString AlertText::pending(const AlertRow& row, model::TimestampMs now, bool utc) {
    const auto since = moment(row.since, now, utc);
    if (row.rule == nullptr || row.rule->holdSeconds <= 0) {
        return tr("True since %1; not firing yet.").arg(since);
    }
    const auto fires = row.since + static_cast<model::DurationMs>(row.rule->holdSeconds * 1000);
    return tr("True since %1; fires at %2 if it stays so for %3.")
        .arg(since, moment(fires, now, utc), ValueFormat::duration(row.rule->holdSeconds));
}

LinkedText AlertText::silenced(const AlertRow& row, const AlertSnapshot& snapshot, model::TimestampMs now, bool utc) {
    const auto id = toQString(row.silencedBy.front());
    LinkedText linked{{}, Link::kSilence, id, tr("Show silence")};
    const auto found = snapshot.silences.constFind(id);
    if (found == snapshot.silences.constEnd()) {
        linked.text = tr("Silenced by %1.").arg(id);
    } else if (found->acknowledgement) {
        linked.text = found->comment.isEmpty()
                          ? tr("Acknowledged by %1 until it is resolved.").arg(found->createdBy)
                          : tr("Acknowledged by %1 until it is resolved: %2").arg(found->createdBy, found->comment);
    } else {
        linked.text =
            tr("Silenced by %1 until %2: %3").arg(found->createdBy, moment(found->endsAt, now, utc), found->comment);
    }
    if (row.silencedBy.size() > 1) {
        linked.text += QLatin1Char(' ') +
                       tr("%Ln more silence(s) match(es), too.", nullptr, static_cast<int>(row.silencedBy.size()) - 1);
    }
    return linked;
}

LinkedText AlertText::inhibited(const AlertRow& row, const AlertSnapshot& snapshot) {
    const auto key = toQString(row.inhibitedBy.front());
    const auto* by = snapshot.find(key);
    const auto name = by == nullptr ? key : by->name + QStringLiteral("  ") + by->labelsText;
    return {tr("Inhibited: it is not told while this fires: %1").arg(name), Link::kAlert, key, tr("Go there")};
}

QString AlertText::missing(const AlertSnapshot& snapshot) {
    const auto& rules = snapshot.rules;
    const auto& alertmanager = snapshot.alertmanager;
    const auto hasNone = [](const AlertSide& side) { return side.failure == ErrorCode::kUnsupported; };
    if (!rules.known() && !alertmanager.known()) {
        return hasNone(rules) && hasNone(alertmanager)
                   ? tr("This server has neither rules nor an Alertmanager.")
                   : tr("Neither its rules can be read (%1) nor its Alertmanager (%2).")
                         .arg(rules.reason, alertmanager.reason);
    }
    if (!alertmanager.known()) {
        return hasNone(alertmanager) ? tr("Who is told and what is silenced, inhibited or muted is not known: "
                                          "this server names no Alertmanager.")
                                     : tr("Who is told and what is silenced, inhibited or muted is not known: "
                                          "the Alertmanager does not answer (%1).")
                                           .arg(alertmanager.reason);
    }
    if (!rules.known()) {
        return hasNone(rules)
                   ? tr("Pending alerts, values and expressions are not known: this server has no rules of its own.")
                   : tr("Pending alerts, values and expressions are not known: the rules cannot be read (%1).")
                         .arg(rules.reason);
    }
    return {};
}

} // namespace hearth::ui
