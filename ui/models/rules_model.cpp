// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules_model.h"

#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "models/plain_text.h"
#include "models/time_text.h"
#include "models/value_format.h"

namespace hearth::ui {
namespace {

using datasource::AlertState;
using datasource::RuleHealth;

/// What wants attention comes first.
int stateRank(const RuleRow& row) {
    if (!row.isAlerting()) {
        return 4;
    }
    static constexpr std::array kRanks{2, 3, 1, 0}; // unknown, inactive, pending, firing
    return kRanks.at(static_cast<std::size_t>(row.rule.state));
}

int healthRank(RuleHealth health) {
    return health == RuleHealth::kErr ? 0 : health == RuleHealth::kUnknown ? 1 : 2;
}

int compareRows(const RuleRow& a, const RuleRow& b, int column) {
    const auto sign = [](auto order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
    switch (column) {
    case RulesModel::kState:
        return stateRank(a) != stateRank(b) ? stateRank(a) - stateRank(b) : sign(b.firing <=> a.firing);
    case RulesModel::kName:
        return a.name.compare(b.name, Qt::CaseInsensitive);
    case RulesModel::kHealth:
        return healthRank(a.rule.health) - healthRank(b.rule.health);
    case RulesModel::kLast:
        return sign(a.rule.lastEvaluation <=> b.rule.lastEvaluation);
    case RulesModel::kDuration:
        return sign(a.rule.evaluationSeconds <=> b.rule.evaluationSeconds);
    case RulesModel::kError:
        // Rows with an error before rows without.
        return a.error.isEmpty() != b.error.isEmpty() ? (a.error.isEmpty() ? 1 : -1) : a.error.compare(b.error);
    default:
        return 0;
    }
}

const RuleRow& ruleOf(const void* item) {
    return *static_cast<const RuleRow*>(item);
}

bool isNumber(int column) {
    return column == RulesModel::kLast || column == RulesModel::kDuration || column == RulesModel::kInterval;
}

} // namespace

RulesModel::RulesModel(QObject* parent)
    : GroupedModel(parent)
    , m_snapshot(std::make_shared<RuleSnapshot>()) {}

void RulesModel::setSnapshot(RuleSnapshotPtr snapshot) {
    m_next = std::move(snapshot);
    update();
}

void RulesModel::setFilter(RuleFilter filter) {
    m_filter = std::move(filter);
    update();
}

void RulesModel::sort(int column, Qt::SortOrder order) {
    if (std::exchange(m_sortColumn, column) != column || m_sortOrder != order) {
        m_sortOrder = order;
        update();
    }
}

void RulesModel::update() {
    show(computeView(m_next ? *m_next : *m_snapshot));
    if (m_next) {
        m_snapshot = std::exchange(m_next, nullptr);
    }
}

GroupedModel::View RulesModel::computeView(const RuleSnapshot& snapshot) const {
    View view;
    for (const auto& group : snapshot.groups) {
        if (!m_filter.acceptsGroup(group)) {
            continue;
        }
        Group shown{group.key, &group, {}};
        shown.rows.reserve(group.rows.size());
        for (const auto& row : group.rows) {
            if (m_filter.acceptsRow(row)) {
                shown.rows.push_back({row.key, &row});
            }
        }
        if (!shown.rows.empty()) {
            sortRows(shown.rows);
            view.push_back(std::move(shown));
        }
    }
    return view;
}

void RulesModel::sortRows(std::vector<Row>& rows) const {
    if (m_sortColumn < 0) {
        return;
    }
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    std::ranges::stable_sort(rows, [&](const Row& a, const Row& b) {
        const int order = compareRows(ruleOf(a.item), ruleOf(b.item), m_sortColumn);
        return descending ? order > 0 : order < 0;
    });
}

bool RulesModel::looksSame(const void* before, const void* after) const {
    return ruleOf(before).looksLike(ruleOf(after));
}

const RuleRow* RulesModel::ruleAt(const QModelIndex& index) const {
    return index.isValid() && !isGroup(index) ? static_cast<const RuleRow*>(rowOf(index).item) : nullptr;
}

const RuleGroupRow* RulesModel::groupAt(const QModelIndex& index) const {
    return index.isValid() ? static_cast<const RuleGroupRow*>(groupOf(index).item) : nullptr;
}

QModelIndex RulesModel::indexOf(const QString& key) const {
    // A file, a group and a row are set apart by line ends, which neither a path nor a group's name has.
    const auto group = key.section(QLatin1Char('\n'), 0, 1);
    if (key.size() == group.size()) {
        for (int i = 0; i < rowCount(); ++i) {
            if (view()[static_cast<std::size_t>(i)].key == key) {
                return index(i, 0);
            }
        }
        return {};
    }
    return find(group, key.mid(group.size() + 1));
}

int RulesModel::columnCount(const QModelIndex& /*parent*/) const {
    return kColumnCount;
}

QVariant RulesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const auto& group = *groupAt(index);
    const auto* row = ruleAt(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return row != nullptr ? ruleText(*row, group, index.column()) : groupText(group, index.column());
    case ShapeRole: {
        const auto shape = row != nullptr ? ruleShape(*row, index.column()) : groupShape(group, index.column());
        return shape ? QVariant(static_cast<int>(*shape)) : QVariant();
    }
    case KeyRole:
        return row != nullptr ? QString(group.key + QLatin1Char('\n') + row->key) : group.key;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(index));
    default:
        return {};
    }
}

QString RulesModel::groupText(const RuleGroupRow& group, int column) const {
    switch (column) {
    case kState:
        return groupState(group);
    case kName:
        return QString(group.name + QStringLiteral("   ") + group.file.section(QLatin1Char('/'), -1));
    case kHealth:
        return group.counts.failed > 0 ? tr("%Ln failed", nullptr, static_cast<int>(group.counts.failed)) : QString();
    case kLast:
        return TimeText::age(group.group.lastEvaluation, m_now);
    case kDuration:
        return groupDuration(group);
    case kInterval:
        return ValueFormat::duration(group.group.intervalSeconds);
    case kError:
        return groupNote(group, m_now);
    default:
        return {};
    }
}

QString RulesModel::ruleText(const RuleRow& row, const RuleGroupRow& /*group*/, int column) const {
    switch (column) {
    case kState:
        return stateText(row);
    case kName:
        return row.name;
    case kHealth:
        return healthWord(row.rule.health);
    case kLast:
        return TimeText::age(row.rule.lastEvaluation, m_now);
    case kDuration:
        return row.rule.lastEvaluation ? ValueFormat::format(row.rule.evaluationSeconds, Unit::kSeconds).text()
                                       : QString();
    case kError:
        return row.error;
    default:
        return {};
    }
}

std::optional<StateShape> RulesModel::groupShape(const RuleGroupRow& group, int column) const {
    if (column == kState && group.counts.firing > 0) {
        return StateShape::kBad;
    }
    if (column == kState && group.counts.pending > 0) {
        return StateShape::kPending;
    }
    if (column == kHealth && group.counts.failed > 0) {
        return healthShape(RuleHealth::kErr);
    }
    if (column == kError && (group.load() > kHighLoad || missedEvaluations(group, m_now) > 0)) {
        return StateShape::kWarning;
    }
    return std::nullopt;
}

std::optional<StateShape> RulesModel::ruleShape(const RuleRow& row, int column) {
    switch (column) {
    case kState:
        return row.isAlerting() ? stateShape(row.rule.state) : StateShape::kEnded;
    case kHealth:
        return healthShape(row.rule.health);
    case kError:
        return row.error.isEmpty() ? std::nullopt : std::optional(StateShape::kWarning);
    default:
        return std::nullopt;
    }
}

QString RulesModel::toolTip(const QModelIndex& index) const {
    const auto* row = ruleAt(index);
    const auto& group = *groupAt(index);
    const int column = index.column();
    if (column == kLast) {
        const auto last = row != nullptr ? row->rule.lastEvaluation : group.group.lastEvaluation;
        return last ? TimeText::absolute(*last, m_utc) : QString();
    }
    if (column == kDuration) {
        return ValueFormat::full(row != nullptr ? row->rule.evaluationSeconds : group.group.evaluationSeconds) +
               QStringLiteral(" s");
    }
    if (row == nullptr) {
        return column == kName ? QString(group.name + QLatin1Char('\n') + group.file) : QString();
    }
    return column == kName    ? QString(row->name + QLatin1Char('\n') + toQString(row->rule.query))
           : column == kError ? toQString(row->rule.lastError)
                              : QString();
}

QVariant RulesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const std::array<QString, kColumnCount> names{tr("State"),    tr("Name"),     tr("Health"), tr("Evaluated"),
                                                  tr("Duration"), tr("Interval"), tr("Error")};
    return section >= 0 && section < kColumnCount ? names.at(static_cast<std::size_t>(section)) : QVariant();
}

QString RulesModel::stateText(const RuleRow& row) {
    if (!row.isAlerting()) {
        return tr("Recording");
    }
    switch (row.rule.state) {
    case AlertState::kFiring:
        return row.firing > 0 ? tr("Firing: %L1").arg(row.firing) : tr("Firing");
    case AlertState::kPending:
        return row.pending > 0 ? tr("Pending: %L1").arg(row.pending) : tr("Pending");
    case AlertState::kInactive:
        return tr("Inactive");
    case AlertState::kUnknown:
        return tr("Unknown");
    }
    return {};
}

QString RulesModel::groupState(const RuleGroupRow& group) {
    QStringList parts;
    if (group.counts.firing > 0) {
        parts << tr("%Ln firing", nullptr, static_cast<int>(group.counts.firing));
    }
    if (group.counts.pending > 0) {
        parts << tr("%Ln pending", nullptr, static_cast<int>(group.counts.pending));
    }
    return parts.join(tr(", "));
}

QString RulesModel::groupDuration(const RuleGroupRow& group) {
    if (!group.group.lastEvaluation) {
        return {};
    }
    const auto time = ValueFormat::format(group.group.evaluationSeconds, Unit::kSeconds).text();
    return group.load() > kHighLoad
               ? tr("%1, %2 %").arg(time, QLocale().toString(std::round(group.load() * 100), 'f', 0))
               : time;
}

QString RulesModel::groupNote(const RuleGroupRow& group, model::TimestampMs now) {
    if (const auto missed = missedEvaluations(group, now); missed > 0) {
        return tr("%Ln evaluation(s) missed", nullptr, static_cast<int>(missed));
    }
    return group.load() > kHighLoad ? tr("Takes more than half of its interval") : QString();
}

QString RulesModel::healthWord(RuleHealth health) {
    switch (health) {
    case RuleHealth::kOk:
        return tr("OK");
    case RuleHealth::kErr:
        return tr("Failed");
    case RuleHealth::kUnknown:
        return tr("Unknown");
    }
    return {};
}

StateShape RulesModel::stateShape(AlertState state) {
    switch (state) {
    case AlertState::kFiring:
        return StateShape::kBad;
    case AlertState::kPending:
        return StateShape::kPending;
    case AlertState::kInactive:
        return StateShape::kGood;
    case AlertState::kUnknown:
        break;
    }
    return StateShape::kUnknown;
}

StateShape RulesModel::healthShape(RuleHealth health) {
    return health == RuleHealth::kOk    ? StateShape::kGood
           : health == RuleHealth::kErr ? StateShape::kWarning
                                        : StateShape::kUnknown;
}

std::int64_t RulesModel::missedEvaluations(const RuleGroupRow& group, model::TimestampMs now) {
    const auto interval = static_cast<model::DurationMs>(group.group.intervalSeconds * 1000);
    if (!group.group.lastEvaluation || interval <= 0) {
        return 0;
    }
    // One interval until the next, and one more for clocks that differ and for what it takes.
    return std::max<std::int64_t>(0, (now - *group.group.lastEvaluation) / interval - 1);
}

} // namespace hearth::ui
