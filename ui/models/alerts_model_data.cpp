// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "models/alert_text.h"
#include "models/alerts_model.h"
#include "models/plain_text.h"
#include "models/time_text.h"
#include "models/value_format.h"

/// The read side of AlertsModel: what each cell says.
namespace hearth::ui {
namespace {

/// Longer ones tell nobody more.
constexpr int kMaxToolTip = 1000;

bool isNumber(int column) {
    return column == AlertsModel::kSince || column == AlertsModel::kValue;
}

} // namespace

int AlertsModel::columnCount(const QModelIndex& /*parent*/) const {
    return kColumnCount;
}

const AlertRow* AlertsModel::alertAt(const QModelIndex& index) const {
    return index.isValid() && !isGroup(index) ? static_cast<const AlertRow*>(rowOf(index).item) : nullptr;
}

const AlertGroupRow* AlertsModel::groupAt(const QModelIndex& index) const {
    return index.isValid() ? static_cast<const AlertGroupRow*>(groupOf(index).item) : nullptr;
}

QModelIndex AlertsModel::indexOf(const QString& key) const {
    for (int i = 0; i < rowCount(); ++i) {
        const auto& group = view()[static_cast<std::size_t>(i)];
        if (group.key == key) {
            return index(i, 0);
        }
        const auto found = std::ranges::find(group.rows, key, &Row::key);
        if (found != group.rows.end()) {
            return index(static_cast<int>(found - group.rows.begin()), 0, index(i, 0));
        }
    }
    return {};
}

QVariant AlertsModel::data(const QModelIndex& index, int role) const {
    if (const auto* row = alertAt(index)) {
        return alertData(*row, index.column(), role);
    }
    return index.isValid() ? groupData(*groupAt(index), index.column(), role) : QVariant();
}

QVariant AlertsModel::groupData(const AlertGroupRow& group, int column, int role) {
    if (role == KeyRole) {
        return group.key;
    }
    if (column != kState || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    auto text = AlertText::group(group) + QStringLiteral("   ") + AlertText::counts(group.counts);
    if (!group.receiver.isEmpty()) {
        text += QStringLiteral("   → ") + group.receiver;
    }
    return text;
}

QVariant AlertsModel::alertData(const AlertRow& row, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return alertText(row, column);
    case KeyRole:
        return row.key;
    case ShapeRole:
        return column == kState ? QVariant(static_cast<int>(AlertText::shape(row.condition))) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(row, column).left(kMaxToolTip));
    default:
        return {};
    }
}

QString AlertsModel::alertText(const AlertRow& row, int column) const {
    switch (column) {
    case kState:
        return AlertText::word(row.condition);
    case kAlert:
        return row.name;
    case kSince:
        return AlertText::age(row.since, m_now);
    case kValue:
        return row.value ? ValueFormat::threeDigits(*row.value) : QString();
    case kLabels:
        return row.labelsText;
    case kReceiver:
        return row.receivers;
    default:
        return {};
    }
}

QString AlertsModel::toolTip(const AlertRow& row, int column) const {
    switch (column) {
    case kState:
        return AlertText::reason(row, *m_snapshot, m_now, m_utc).text;
    case kSince:
        return TimeText::absolute(row.since, m_utc);
    case kValue:
        return row.value ? ValueFormat::full(*row.value) : QString();
    default:
        return alertText(row, column);
    }
}

QVariant AlertsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case kState:
        return tr("State");
    case kAlert:
        return tr("Alert");
    case kSince:
        return tr("For");
    case kValue:
        return tr("Value");
    case kLabels:
        return tr("Labels");
    case kReceiver:
        return tr("Receiver");
    default:
        return {};
    }
}

} // namespace hearth::ui
