// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts_model.h"

#include <algorithm>
#include <utility>

#include "models/alert_text.h"
#include "models/list_difference.h"

namespace hearth::ui {
namespace {

/// Beyond this many runs of inserted and removed rows one reset is cheaper for a view than the differences.
constexpr std::size_t kMaxRuns = 64;

template <class T>
int sign(const T& a, const T& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

int compareRows(const AlertRow& a, const AlertRow& b, int column) {
    switch (column) {
    case AlertsModel::kState:
        return sign(a.condition, b.condition);
    case AlertsModel::kSince:
        return sign(a.since, b.since);
    case AlertsModel::kValue:
        return sign(a.value, b.value);
    case AlertsModel::kLabels:
        return a.labelsText.compare(b.labelsText);
    case AlertsModel::kReceiver:
        return a.receivers.compare(b.receivers);
    default:
        return a.name.compare(b.name);
    }
}

QStringList keysOf(const std::vector<const AlertRow*>& rows) {
    QStringList keys;
    keys.reserve(static_cast<qsizetype>(rows.size()));
    for (const auto* row : rows) {
        keys << row->key;
    }
    return keys;
}

} // namespace

AlertsModel::AlertsModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_snapshot(std::make_shared<AlertSnapshot>()) {}

void AlertsModel::setSnapshot(AlertSnapshotPtr snapshot) {
    if (snapshot != m_snapshot) {
        m_next = std::move(snapshot);
        update();
    }
}

void AlertsModel::setFilter(AlertFilter filter) {
    m_filter = std::move(filter);
    update();
}

void AlertsModel::setUtc(bool utc) {
    m_utc = utc;
}

void AlertsModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, kColumnCount - 1);
    for (int i = 0; i < rowCount(); ++i) {
        const auto group = index(i, 0);
        emit dataChanged(group, index(i, kColumnCount - 1));
        emit dataChanged(index(0, 0, group), index(rowCount(group) - 1, kColumnCount - 1, group));
    }
}

void AlertsModel::sort(int column, Qt::SortOrder order) {
    if (std::exchange(m_sortColumn, column) != column || m_sortOrder != order) {
        m_sortOrder = order;
        update();
    }
}

void AlertsModel::setNow(model::TimestampMs now) {
    const auto before = std::exchange(m_now, now);
    for (int i = 0; i < static_cast<int>(m_view.size()); ++i) {
        const auto& rows = m_view[static_cast<std::size_t>(i)].rows;
        const auto group = index(i, 0);
        for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
            if (AlertText::ageChange(rows[static_cast<std::size_t>(row)]->since, before) <= now) {
                const auto cell = index(row, kSince, group);
                emit dataChanged(cell, cell, {Qt::DisplayRole});
            }
        }
    }
}

std::optional<model::TimestampMs> AlertsModel::nextChange() const {
    std::optional<model::TimestampMs> next;
    for (const auto& view : m_view) {
        for (const auto* row : view.rows) {
            const auto change = AlertText::ageChange(row->since, m_now);
            next = next ? std::min(*next, change) : change;
        }
    }
    return next;
}

AlertsModel::View AlertsModel::computeView(const AlertSnapshot& snapshot) {
    View view;
    for (const auto& group : snapshot.groups) {
        GroupView shown{0, &group, {}};
        shown.rows.reserve(group.rows.size());
        for (const auto& row : group.rows) {
            if (m_filter.accepts(row)) {
                shown.rows.push_back(&row);
            }
        }
        if (!shown.rows.empty()) {
            shown.id = idOf(group.key);
            sortRows(shown.rows);
            view.push_back(std::move(shown));
        }
    }
    return view;
}

/// A snapshot's rows come sorted by name, so a stable sort leaves equal rows in that order.
void AlertsModel::sortRows(std::vector<const AlertRow*>& rows) const {
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    const auto before = [column = m_sortColumn, descending](const AlertRow* a, const AlertRow* b) {
        const int order = compareRows(*a, *b, column);
        return descending ? order > 0 : order < 0;
    };
    if (!std::ranges::is_sorted(rows, before)) {
        std::ranges::stable_sort(rows, before);
    }
}

quintptr AlertsModel::idOf(const QString& groupKey) {
    const auto found = m_ids.constFind(groupKey);
    if (found != m_ids.constEnd()) {
        return *found;
    }
    const auto id = static_cast<quintptr>(m_ids.size()) + 1;
    m_ids.insert(groupKey, id);
    m_positions.resize(id + 1, -1);
    return id;
}

int AlertsModel::positionOf(quintptr groupId) const {
    return groupId < m_positions.size() ? m_positions[groupId] : -1;
}

void AlertsModel::indexPositions() {
    std::ranges::fill(m_positions, -1);
    for (std::size_t i = 0; i < m_view.size(); ++i) {
        m_positions[m_view[i].id] = static_cast<int>(i);
    }
}

void AlertsModel::update() {
    replaceView(computeView(m_next ? *m_next : *m_snapshot));
    if (m_next) {
        m_snapshot = std::exchange(m_next, nullptr);
    }
}

/// Whether groups change places, or too many rows come and go.
bool AlertsModel::isFarFrom(const View& next) const {
    std::size_t runs = 0;
    int last = -1;
    for (const auto& view : next) {
        const int old = positionOf(view.id);
        if (old < 0) {
            ++runs;
            continue;
        }
        if (old < last) {
            return true;
        }
        last = old;
        const auto& rows = m_view[static_cast<std::size_t>(old)].rows;
        if (!std::ranges::equal(rows, view.rows, {}, &AlertRow::key, &AlertRow::key)) {
            const auto change = differenceBetween(keysOf(rows), keysOf(view.rows));
            runs += change.removals.size() + change.insertions.size();
        }
        if (runs > kMaxRuns) {
            return true;
        }
    }
    return runs + m_view.size() > next.size() + kMaxRuns;
}

void AlertsModel::replaceView(View next) {
    if (m_view.empty() || isFarFrom(next)) {
        beginResetModel();
        m_view = std::move(next);
        indexPositions();
        endResetModel();
        return;
    }
    updateGroups(next);
    for (int i = 0; i < static_cast<int>(next.size()); ++i) {
        updateRows(i, std::move(next[static_cast<std::size_t>(i)].rows));
    }
}

/// Those that stay keep their order. New ones come in with their rows.
void AlertsModel::updateGroups(const View& next) {
    for (int i = static_cast<int>(m_view.size()) - 1; i >= 0; --i) {
        const auto id = m_view[static_cast<std::size_t>(i)].id;
        if (std::ranges::find(next, id, &GroupView::id) == next.end()) {
            beginRemoveRows({}, i, i);
            m_view.erase(m_view.begin() + i);
            indexPositions();
            endRemoveRows();
        }
    }
    for (int i = 0; i < static_cast<int>(next.size()); ++i) {
        const auto& group = next[static_cast<std::size_t>(i)];
        if (positionOf(group.id) < 0) {
            beginInsertRows({}, i, i);
            m_view.insert(m_view.begin() + i, group);
            indexPositions();
            endInsertRows();
        }
        auto& shown = m_view[static_cast<std::size_t>(i)];
        const bool same = shown.group->counts == group.group->counts;
        shown.group = group.group;
        if (!same) {
            emit dataChanged(index(i, 0), index(i, kColumnCount - 1));
        }
    }
}

void AlertsModel::updateRows(int position, std::vector<const AlertRow*> next) {
    auto& rows = m_view[static_cast<std::size_t>(position)].rows;
    if (rows == next) {
        return;
    }
    const auto group = index(position, 0);
    const auto change = differenceBetween(keysOf(rows), keysOf(next));
    for (const auto& run : change.removals) {
        beginRemoveRows(group, run.first, run.last);
        rows.erase(rows.begin() + run.first, rows.begin() + run.last + 1);
        endRemoveRows();
    }
    if (!change.order.empty()) {
        reorderRows(position, change.order);
    }
    for (const auto& run : change.insertions) {
        beginInsertRows(group, run.first, run.last);
        rows.insert(rows.begin() + run.first, next.begin() + run.first, next.begin() + run.last + 1);
        endInsertRows();
    }
    rows.swap(next);
    tellChanges(position, next);
}

/// Of rows that stay in their place: those that say something else than before.
void AlertsModel::tellChanges(int position, const std::vector<const AlertRow*>& before) {
    const auto& rows = m_view[static_cast<std::size_t>(position)].rows;
    const auto group = index(position, 0);
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        const auto i = static_cast<std::size_t>(row);
        if (rows[i] != before[i] && !(*rows[i] == *before[i])) {
            emit dataChanged(index(row, 0, group), index(row, kColumnCount - 1, group));
        }
    }
}

void AlertsModel::reorderRows(int position, const std::vector<int>& order) {
    auto& view = m_view[static_cast<std::size_t>(position)];
    const QPersistentModelIndex group = index(position, 0);
    emit layoutAboutToBeChanged({group}, VerticalSortHint);
    std::vector<const AlertRow*> moved(view.rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        moved[static_cast<std::size_t>(order[i])] = view.rows[i];
    }
    view.rows = std::move(moved);
    QModelIndexList from;
    QModelIndexList to;
    for (const auto& old : persistentIndexList()) {
        if (old.internalId() == view.id) {
            from << old;
            to << createIndex(order[static_cast<std::size_t>(old.row())], old.column(), view.id);
        }
    }
    changePersistentIndexList(from, to);
    emit layoutChanged({group}, VerticalSortHint);
}

} // namespace hearth::ui
