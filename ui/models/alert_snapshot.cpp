// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alert_snapshot.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/hash.h"
#include "datasource/acknowledgement.h"
#include "models/alert_join.h"
#include "models/plain_text.h"

namespace hearth::ui {
namespace {

using datasource::ReceivedAlert;

constexpr std::string_view kAlertName = "alertname";
constexpr std::string_view kSeverity = "severity";
constexpr std::string_view kSeparator("\xff", 1);
/// What people call what must not wait, worst first; others come last.
constexpr std::array<std::string_view, 5> kSeverities{"critical", "page", "error", "warning", "info"};

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

/// What a person may type to find it.
std::string haystackOf(const AlertRow& row) {
    std::string text;
    for (const auto& label : row.labels) {
        text.append(label.value).append(1, '\n');
    }
    for (const auto& [name, value] : row.annotations) {
        text.append(value).append(1, '\n');
    }
    return (toQString(text) + row.receivers).toLower().toStdString();
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

/// Puts rows into groups.
class Grouping {
  public:
    explicit Grouping(const AlertAnswers& answers) {
        if (answers.groups) {
            for (const auto& group : *answers.groups) {
                addGroup(group.labels, toQString(group.receiver));
            }
        }
    }

    void add(AlertRow row, const datasource::AlertGroup* group) {
        row.name = toQString(row.labels.value(kAlertName));
        row.labelsText = alertLabelsText(row.labels);
        if (row.key.isEmpty()) {
            row.key = alertFingerprint(row.labels);
        }
        row.haystack = haystackOf(row);
        const auto place = group != nullptr ? addGroup(group->labels, toQString(group->receiver)) : placeOf(row.labels);
        auto& to = m_groups[place];
        ++to.counts[row.condition];
        to.rows.push_back(std::move(row));
    }

    std::vector<AlertGroupRow> take() {
        std::erase_if(m_groups, [](const AlertGroupRow& group) { return group.rows.empty(); });
        for (auto& group : m_groups) {
            std::ranges::sort(group.rows, [](const AlertRow& a, const AlertRow& b) {
                return std::tie(a.name, a.labels) < std::tie(b.name, b.labels);
            });
        }
        std::vector<std::pair<std::size_t, AlertGroupRow>> ranked;
        ranked.reserve(m_groups.size());
        for (auto& group : m_groups) {
            const auto rank = urgency(group);
            ranked.emplace_back(rank, std::move(group));
        }
        std::ranges::stable_sort(ranked, [](const auto& a, const auto& b) {
            return std::tie(a.first, a.second.labels, a.second.receiver) <
                   std::tie(b.first, b.second.labels, b.second.receiver);
        });
        m_groups.clear();
        for (auto& [rank, group] : ranked) {
            m_groups.push_back(std::move(group));
        }
        return std::move(m_groups);
    }

  private:
    /// The worst condition, among those the worst severity: lowest first.
    static std::size_t urgency(const AlertGroupRow& group) {
        const auto& counts = group.counts.byCondition;
        const auto worst = static_cast<std::size_t>(std::ranges::find_if(counts, std::identity()) - counts.begin());
        std::size_t severity = kSeverities.size();
        for (const auto& row : group.rows) {
            if (static_cast<std::size_t>(row.condition) == worst) {
                const auto* found = std::ranges::find(kSeverities, row.labels.value(kSeverity));
                severity = std::min(severity, static_cast<std::size_t>(found - kSeverities.begin()));
            }
        }
        return worst * (kSeverities.size() + 1) + severity;
    }

    std::size_t addGroup(const model::Labels& labels, const QString& receiver) {
        const auto key = toQString(labels.toString()) + QLatin1Char('\n') + receiver;
        const auto found = m_places.constFind(key);
        if (found != m_places.constEnd()) {
            return *found;
        }
        const auto place = m_groups.size();
        m_places.insert(key, place);
        m_byLabels.emplace(labels.hash(), place);
        std::vector<std::string> names;
        for (const auto& label : labels) {
            names.emplace_back(label.name);
        }
        m_groupedBy.insert(std::move(names));
        m_groups.push_back({key, labels, receiver, {}, {}});
        return place;
    }

    /// Where an alert that is in no group yet would come: the closest group whose labels it has, else one of its name.
    std::size_t placeOf(const model::Labels& labels) {
        const std::size_t* place = nullptr;
        std::size_t most = 0;
        for (const auto& names : m_groupedBy) {
            const auto wanted = labels.only(names);
            const auto found = m_byLabels.find(wanted.hash());
            if (found != m_byLabels.end() && names.size() >= most && m_groups[found->second].labels == wanted) {
                place = &found->second;
                most = names.size();
            }
        }
        return place != nullptr ? *place : addGroup({{kAlertName, labels.value(kAlertName)}}, QString());
    }

    std::vector<AlertGroupRow> m_groups;
    QHash<QString, std::size_t> m_places;
    std::unordered_map<std::uint64_t, std::size_t> m_byLabels;
    std::set<std::vector<std::string>> m_groupedBy;
};

AlertRulePtr ruleOf(const datasource::Rule& rule, const datasource::RuleGroup& group) {
    return std::make_shared<AlertRule>(AlertRule{toQString(rule.name), toQString(group.name), toQString(group.file),
                                                 toQString(rule.query), rule.holdSeconds, rule.keepFiringSeconds});
}

/// Where rules keep their alerts to themselves until an Alertmanager is told.
void addAll(AlertSnapshot& snapshot, Grouping& grouping, const AlertAnswers& answers) {
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
        const auto found = std::ranges::find_if(group.rows, [&](const AlertRow& row) {
            return std::ranges::all_of(labels,
                                       [&](const auto& label) { return row.labels.value(label.name) == label.value; });
        });
        if (found != group.rows.end()) {
            return &*found;
        }
    }
    return nullptr;
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
    Grouping grouping(answers);
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
    std::string text;
    const auto add = [&](const model::LabelView& label) {
        text.append(text.empty() ? "" : "  ").append(label.name).append("=").append(label.value);
    };
    if (const auto severity = labels.value(kSeverity); !severity.empty()) {
        add({kSeverity, severity});
    }
    for (const auto& label : labels) {
        if (label.name != kAlertName && label.name != model::kMetricName && label.name != kSeverity) {
            add(label);
        }
    }
    return toQString(text).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

} // namespace hearth::ui
