// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rule_snapshot.h"

#include <QHash>
#include <tuple>

#include "models/plain_text.h"

namespace hearth::ui {
namespace {

using datasource::AlertState;

/// What a person may type to find a rule: its name, expression, labels, annotations and error.
QString haystackOf(const datasource::Rule& rule) {
    std::string text = rule.name + '\n' + rule.query + '\n' + rule.lastError;
    for (const auto* map : {&rule.labels, &rule.annotations}) {
        for (const auto& [name, value] : *map) {
            text.append(1, '\n').append(value);
        }
    }
    return toQString(text).toLower();
}

RuleRow makeRow(datasource::Rule&& rule, std::size_t place) {
    RuleRow row;
    row.name = toQString(rule.name);
    row.error = toQString(rule.lastError).simplified();
    row.haystack = haystackOf(rule);
    row.place = place;
    for (const auto& alert : rule.alerts) {
        row.firing += alert.state == AlertState::kFiring ? 1 : 0;
        row.pending += alert.state == AlertState::kPending ? 1 : 0;
    }
    row.rule = std::move(rule);
    return row;
}

void count(RuleCounts& counts, const RuleRow& row) {
    counts.failed += row.rule.health == datasource::RuleHealth::kErr ? 1 : 0;
    if (!row.isAlerting()) {
        ++counts.recording;
        return;
    }
    switch (row.rule.state) {
    case AlertState::kFiring:
        ++counts.firing;
        return;
    case AlertState::kPending:
        ++counts.pending;
        return;
    case AlertState::kInactive:
        ++counts.inactive;
        return;
    case AlertState::kUnknown:
        ++counts.unknown;
        return;
    }
}

void add(RuleCounts& to, const RuleCounts& counts) {
    to.firing += counts.firing;
    to.pending += counts.pending;
    to.inactive += counts.inactive;
    to.unknown += counts.unknown;
    to.recording += counts.recording;
    to.failed += counts.failed;
}

RuleGroupRow makeGroup(datasource::RuleGroup&& group) {
    RuleGroupRow row;
    row.name = toQString(group.name);
    row.file = toQString(group.file);
    row.key = row.file + QLatin1Char('\n') + row.name;
    row.rows.reserve(group.rules.size());
    // A group may hold several rules of one name; a number keeps their keys apart.
    QHash<QString, int> seen;
    for (auto& rule : group.rules) {
        row.rows.push_back(makeRow(std::move(rule), row.rows.size()));
        auto& added = row.rows.back();
        const int same = seen[added.name]++;
        added.key = same == 0 ? added.name : added.name + QLatin1Char('\n') + QString::number(same);
        count(row.counts, added);
    }
    group.rules.clear();
    row.group = std::move(group);
    return row;
}

} // namespace

bool RuleRow::looksLike(const RuleRow& other) const {
    const auto facts = [](const RuleRow& row) {
        return std::tie(row.name, row.error, row.firing, row.pending, row.rule.type, row.rule.state, row.rule.health,
                        row.rule.evaluationSeconds, row.rule.lastEvaluation);
    };
    return facts(*this) == facts(other);
}

RuleSnapshotPtr makeRuleSnapshot(datasource::RuleGroups groups) {
    auto snapshot = std::make_shared<RuleSnapshot>();
    snapshot->groups.reserve(groups.groups.size());
    for (auto& group : groups.groups) {
        snapshot->groups.push_back(makeGroup(std::move(group)));
        add(snapshot->counts, snapshot->groups.back().counts);
    }
    return snapshot;
}

} // namespace hearth::ui
