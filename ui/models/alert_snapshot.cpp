// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alert_snapshot.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/hash.h"
#include "datasource/acknowledgement.h"
#include "models/alert_grouping.h"
#include "models/alert_join.h"
#include "models/isolated_text.h"
#include "models/plain_text.h"

namespace hearth::ui {
namespace {

using datasource::ReceivedAlert;

constexpr std::string_view kAlertName = "alertname";
constexpr std::string_view kSeverity = "severity";
constexpr std::string_view kSeparator("\xff", 1);

AlertSide sideOf(const Error& error) {
    return {error.code(), toQString(error.message())};
}

/// A received alert with what the groups that it is in say of it.
struct Received {
    ReceivedAlert alert;
    const datasource::AlertGroup* group = nullptr; ///< The first one.
    std::size_t groups = 0;
    std::size_t mutedIn = 0;
};

/// Every alert once: from the groups, which know most, then those that are in none yet.
std::vector<Received> collect(const AlertAnswers& answers) {
    std::vector<Received> all;
    std::unordered_map<std::string, std::size_t> places;
    if (answers.groups) {
        for (const auto& group : *answers.groups) {
            for (const auto& alert : group.alerts) {
                const auto [place, isNew] = places.emplace(alert.fingerprint, all.size());
                if (isNew) {
                    all.push_back({alert, &group, 0, 0});
                }
                auto& received = all[place->second];
                ++received.groups;
                received.mutedIn += alert.mutedBy.empty() ? 0 : 1;
                if (received.alert.mutedBy.empty()) {
                    received.alert.mutedBy = alert.mutedBy;
                }
            }
        }
    }
    if (answers.alerts) {
        for (const auto& alert : *answers.alerts) {
            if (places.emplace(alert.fingerprint, all.size()).second) {
                all.push_back({alert, nullptr, 0, 0});
            }
        }
    }
    return all;
}

QHash<QString, AlertSilence> silencesOf(const Result<std::vector<datasource::Silence>>& answer) {
    QHash<QString, AlertSilence> silences;
    if (answer) {
        for (const auto& silence : *answer) {
            const bool acknowledgement = datasource::isAcknowledgement(silence);
            silences.insert(toQString(silence.id),
                            {toQString(acknowledgement ? datasource::acknowledgementNote(silence) : silence.comment),
                             toQString(silence.createdBy), silence.endsAt, acknowledgement});
        }
    }
    return silences;
}

bool isAcknowledged(const AlertRow& row, const QHash<QString, AlertSilence>& silences) {
    return std::ranges::all_of(row.silencedBy, [&](const auto& id) {
        const auto found = silences.constFind(toQString(id));
        return found != silences.constEnd() && found->acknowledgement;
    });
}

/// What a person can do something about comes first: a silence may be ended, an interval passes by itself.
AlertCondition conditionOf(const AlertRow& row, const Received& received,
                           const QHash<QString, AlertSilence>& silences) {
    if (!row.silencedBy.empty()) {
        return isAcknowledged(row, silences) ? AlertCondition::kAcknowledged : AlertCondition::kSilenced;
    }
    if (!row.inhibitedBy.empty()) {
        return AlertCondition::kInhibited;
    }
    if (received.groups > 0 && received.mutedIn == received.groups) {
        return AlertCondition::kMuted;
    }
    return received.alert.state == datasource::NotificationState::kActive ? AlertCondition::kFiring
                                                                          : AlertCondition::kUnknown;
}

AlertRow rowOf(const datasource::Alert& alert, AlertRulePtr rule) {
    AlertRow row;
    row.labels = alert.labels;
    row.annotations = alert.annotations;
    row.rule = std::move(rule);
    row.value = alert.value;
    row.since = alert.activeAt;
    row.activeAt = alert.activeAt;
    row.keepFiringSince = alert.keepFiringSince;
    switch (alert.state) {
    case datasource::AlertState::kPending:
        row.condition = AlertCondition::kPending;
        break;
    case datasource::AlertState::kFiring:
        row.condition = AlertCondition::kFiring;
        break;
    default:
        row.condition = AlertCondition::kUnknown;
    }
    return row;
}

void addReceived(AlertRow& row, const Received& received, const QHash<QString, AlertSilence>& silences) {
    const auto& alert = received.alert;
    row.received = true;
    row.key = toQString(alert.fingerprint);
    row.labels = alert.labels;
    if (row.annotations.empty()) {
        row.annotations = alert.annotations;
    }
    row.since = alert.startsAt;
    row.silencedBy = alert.silencedBy;
    row.inhibitedBy = alert.inhibitedBy;
    row.mutedBy = alert.mutedBy;
    QStringList receivers;
    for (const auto& receiver : alert.receivers) {
        receivers << toQString(receiver);
    }
    row.receivers = receivers.join(QStringLiteral(", "));
    row.condition = conditionOf(row, received, silences);
}

AlertRulePtr ruleOf(const datasource::Rule& rule, const datasource::RuleGroup& group) {
    return std::make_shared<AlertRule>(AlertRule{toQString(rule.name), toQString(group.name), toQString(group.file),
                                                 toQString(rule.query), rule.holdSeconds, rule.keepFiringSeconds});
}

/// Where rules keep their alerts to themselves until an Alertmanager is told.
void addAll(AlertSnapshot& snapshot, AlertGrouping& grouping, const AlertAnswers& answers) {
    const auto received = collect(answers);
    std::unordered_map<const ReceivedAlert*, const Received*> byAlert;
    std::vector<const ReceivedAlert*> alerts;
    for (const auto& one : received) {
        byAlert.emplace(&one.alert, &one);
        alerts.push_back(&one.alert);
    }
    AlertJoin join(alerts);
    const auto add = [&](AlertRow row, const ReceivedAlert* alert) {
        const auto* const from = alert != nullptr ? byAlert.at(alert) : nullptr;
        if (from != nullptr) {
            addReceived(row, *from, snapshot.silences);
        }
        ++snapshot.counts[row.condition];
        grouping.add(std::move(row), from != nullptr ? from->group : nullptr);
    };
    if (answers.rules) {
        for (const auto& group : answers.rules->groups) {
            for (const auto& rule : group.rules) {
                snapshot.alertingRules += rule.type == datasource::RuleType::kAlerting ? 1 : 0;
                const auto shared = rule.alerts.empty() ? nullptr : ruleOf(rule, group);
                for (const auto& alert : rule.alerts) {
                    add(rowOf(alert, shared), join.take(alert));
                }
            }
        }
    }
    for (const auto* alert : join.rest()) {
        add({}, alert);
    }
}

} // namespace

std::size_t AlertCounts::total() const {
    return std::accumulate(byCondition.begin(), byCondition.end(), std::size_t{0});
}

bool AlertRow::operator==(const AlertRow& other) const {
    const auto sameRule = [&] {
        return rule == other.rule || (rule != nullptr && other.rule != nullptr && *rule == *other.rule);
    };
    return condition == other.condition && value == other.value && since == other.since && key == other.key &&
           labels == other.labels && annotations == other.annotations && receivers == other.receivers &&
           activeAt == other.activeAt && keepFiringSince == other.keepFiringSince && silencedBy == other.silencedBy &&
           inhibitedBy == other.inhibitedBy && mutedBy == other.mutedBy && received == other.received && sameRule();
}

const AlertRow* AlertSnapshot::find(const QString& key) const {
    for (const auto& group : groups) {
        const auto found = std::ranges::find(group.rows, key, &AlertRow::key);
        if (found != group.rows.end()) {
            return &*found;
        }
    }
    return nullptr;
}

const AlertRow* AlertSnapshot::findLike(const model::Labels& labels) const {
    for (const auto& group : groups) {
        const auto found =
            std::ranges::find_if(group.rows, [&](const AlertRow& row) { return hasAll(row.labels, labels); });
        if (found != group.rows.end()) {
            return &*found;
        }
    }
    return nullptr;
}

bool hasAll(const model::Labels& all, const model::Labels& some) {
    return std::ranges::all_of(some, [&](const auto& label) { return all.value(label.name) == label.value; });
}

AlertSnapshotPtr makeAlertSnapshot(AlertAnswers answers, const AlertSnapshotPtr& before) {
    auto snapshot = std::make_shared<AlertSnapshot>();
    if (!answers.rules) {
        snapshot->rules = sideOf(answers.rules.error());
    }
    if (!answers.groups) {
        snapshot->alertmanager = sideOf(answers.groups.error());
    }
    snapshot->silences = silencesOf(answers.silences);
    AlertGrouping grouping(answers);
    addAll(*snapshot, grouping, answers);
    snapshot->groups = grouping.take();
    if (before != nullptr && *before == *snapshot) {
        return before;
    }
    return snapshot;
}

/// Alertmanager: FNV-1a over names and values in their order, a byte behind each that no text has.
QString alertFingerprint(const model::Labels& labels) {
    auto hash = kFnv1aStart;
    for (const auto& label : labels) {
        for (const auto text : {label.name, label.value}) {
            hash = fnv1a64(kSeparator, fnv1a64(text, hash));
        }
    }
    return QString::number(hash, 16).rightJustified(16, QLatin1Char('0'));
}

QString alertLabelsText(const model::Labels& labels) {
    QString text;
    const auto add = [&](const model::LabelView& label) {
        text += text.isEmpty() ? QString() : QStringLiteral("  ");
        text += toQString(label.name) + QLatin1Char('=') + isolated(toQString(label.value));
    };
    if (const auto severity = labels.value(kSeverity); !severity.empty()) {
        add({kSeverity, severity});
    }
    for (const auto& label : labels) {
        if (label.name != kAlertName && label.name != model::kMetricName && label.name != kSeverity) {
            add(label);
        }
    }
    return text.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

} // namespace hearth::ui
