// SPDX-License-Identifier: GPL-3.0-or-later
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

QModelIndex AlertsModel::index(int row, int column, const QModelIndex& parent) const {
    if (row < 0 || column < 0 || column >= kColumnCount || row >= rowCount(parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? m_view[static_cast<std::size_t>(parent.row())].id : 0);
}

QModelIndex AlertsModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0) {
        return {};
    }
    return createIndex(positionOf(child.internalId()), 0, quintptr{0});
}

int AlertsModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) {
        return static_cast<int>(m_view.size());
    }
    const bool isGroup = parent.internalId() == 0 && parent.column() == 0;
    return isGroup ? static_cast<int>(m_view[static_cast<std::size_t>(parent.row())].rows.size()) : 0;
}

int AlertsModel::columnCount(const QModelIndex& /*parent*/) const {
    return kColumnCount;
}

const AlertRow* AlertsModel::alertAt(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == 0) {
        return nullptr;
    }
    const int group = positionOf(index.internalId());
    return m_view[static_cast<std::size_t>(group)].rows[static_cast<std::size_t>(index.row())];
}

const AlertGroupRow* AlertsModel::groupAt(const QModelIndex& index) const {
    if (!index.isValid()) {
        return nullptr;
    }
    const int group = index.internalId() == 0 ? index.row() : positionOf(index.internalId());
    return m_view[static_cast<std::size_t>(group)].group;
}

QModelIndex AlertsModel::indexOf(const QString& key) const {
    for (std::size_t i = 0; i < m_view.size(); ++i) {
        const auto group = index(static_cast<int>(i), 0);
        if (m_view[i].group->key == key) {
            return group;
        }
        for (std::size_t row = 0; row < m_view[i].rows.size(); ++row) {
            if (m_view[i].rows[row]->key == key) {
                return index(static_cast<int>(row), 0, group);
            }
        }
    }
    return {};
}

std::size_t AlertsModel::shownAlerts() const {
    std::size_t shown = 0;
    for (const auto& view : m_view) {
        shown += view.rows.size();
    }
    return shown;
}

QVariant AlertsModel::data(const QModelIndex& index, int role) const {
    if (const auto* row = alertAt(index)) {
        return alertData(*row, index.column(), role);
    }
    return index.isValid() ? groupData(m_view[static_cast<std::size_t>(index.row())], index.column(), role)
                           : QVariant();
}

QVariant AlertsModel::groupData(const GroupView& view, int column, int role) const {
    if (role == KeyRole) {
        return view.group->key;
    }
    if (column != kState || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    auto text = AlertText::group(*view.group) + QStringLiteral("   ") + AlertText::counts(view.group->counts);
    if (!view.group->receiver.isEmpty()) {
        text += QStringLiteral("   → ") + view.group->receiver;
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
