// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/grouped_model.h"

#include <QStringList>
#include <algorithm>
#include <utility>

#include "models/list_difference.h"

namespace hearth::ui {
namespace {

/// Beyond this many runs of inserted and removed rows one reset is cheaper for a view than the differences.
constexpr std::size_t kMaxRuns = 64;

template <class List>
QStringList keysOf(const List& list) {
    QStringList keys;
    keys.reserve(static_cast<qsizetype>(list.size()));
    for (const auto& each : list) {
        keys << each.key;
    }
    return keys;
}

template <class List>
bool haveSameKeys(const List& a, const List& b) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return x.key == y.key; });
}

std::size_t place(int position) {
    return static_cast<std::size_t>(position);
}

} // namespace

QModelIndex GroupedModel::index(int row, int column, const QModelIndex& parent) const {
    if (row < 0 || column < 0 || column >= columnCount() || row >= rowCount(parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? m_view[place(parent.row())].id : quintptr{0});
}

QModelIndex GroupedModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || isGroup(child)) {
        return {};
    }
    return createIndex(m_positions[child.internalId()], 0, quintptr{0});
}

int GroupedModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) {
        return static_cast<int>(m_view.size());
    }
    return isGroup(parent) && parent.column() == 0 ? static_cast<int>(m_view[place(parent.row())].rows.size()) : 0;
}

std::size_t GroupedModel::shownRows() const {
    std::size_t shown = 0;
    for (const auto& group : m_view) {
        shown += group.rows.size();
    }
    return shown;
}

const GroupedModel::Group& GroupedModel::groupOf(const QModelIndex& index) const {
    return m_view[place(isGroup(index) ? index.row() : m_positions[index.internalId()])];
}

const GroupedModel::Row& GroupedModel::rowOf(const QModelIndex& index) const {
    return groupOf(index).rows[place(index.row())];
}

QModelIndex GroupedModel::find(const QString& groupKey, const QString& rowKey) const {
    const int position = positionOf(groupKey);
    if (position < 0) {
        return {};
    }
    const auto& rows = m_view[place(position)].rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].key == rowKey) {
            return index(static_cast<int>(i), 0, index(position, 0));
        }
    }
    return {};
}

quintptr GroupedModel::idOf(const QString& key) {
    auto& id = m_ids[key];
    if (id == 0) {
        id = static_cast<quintptr>(m_ids.size());
    }
    return id;
}

int GroupedModel::positionOf(const QString& key) const {
    return positionOf(m_ids.value(key));
}

void GroupedModel::indexPositions() {
    m_positions.assign(static_cast<std::size_t>(m_ids.size()) + 1, -1);
    for (std::size_t i = 0; i < m_view.size(); ++i) {
        m_positions[m_view[i].id] = static_cast<int>(i);
    }
}

void GroupedModel::show(View next) {
    for (auto& group : next) {
        group.id = idOf(group.key);
    }
    indexPositions();
    if (m_view.empty() || isFarFrom(next)) {
        reset(std::move(next));
        return;
    }
    updateGroups(next);
    for (std::size_t i = 0; i < next.size(); ++i) {
        updateRows(static_cast<int>(i), std::move(next[i].rows));
    }
}

void GroupedModel::reset(View next) {
    beginResetModel();
    m_view = std::move(next);
    indexPositions();
    endResetModel();
}

bool GroupedModel::isFarFrom(const View& next) const {
    const auto groups = differenceBetween(keysOf(m_view), keysOf(next));
    std::size_t runs = groups.removals.size() + groups.insertions.size();
    if (!groups.order.empty()) {
        return true;
    }
    for (const auto& group : next) {
        const int old = positionOf(group.id);
        if (old >= 0 && !haveSameKeys(m_view[place(old)].rows, group.rows)) {
            const auto change = differenceBetween(keysOf(m_view[place(old)].rows), keysOf(group.rows));
            runs += change.removals.size() + change.insertions.size();
        }
        if (runs > kMaxRuns) {
            return true;
        }
    }
    return runs > kMaxRuns;
}

/// New groups come in with their rows.
void GroupedModel::updateGroups(const View& next) {
    const auto change = differenceBetween(keysOf(m_view), keysOf(next));
    for (const auto& run : change.removals) {
        beginRemoveRows({}, run.first, run.last);
        m_view.erase(m_view.begin() + run.first, m_view.begin() + run.last + 1);
        indexPositions();
        endRemoveRows();
    }
    for (const auto& run : change.insertions) {
        beginInsertRows({}, run.first, run.last);
        m_view.insert(m_view.begin() + run.first, next.begin() + run.first, next.begin() + run.last + 1);
        indexPositions();
        endInsertRows();
    }
    int first = -1;
    int last = -1;
    for (std::size_t i = 0; i < next.size(); ++i) {
        const auto* before = std::exchange(m_view[i].item, next[i].item);
        if (before != next[i].item && !groupLooksSame(before, next[i].item)) {
            last = static_cast<int>(i);
            first = first < 0 ? last : first;
        }
    }
    if (first >= 0) {
        emit dataChanged(index(first, 0), index(last, columnCount() - 1));
    }
}

void GroupedModel::updateRows(int position, std::vector<Row> next) {
    auto& rows = m_view[place(position)].rows;
    if (!haveSameKeys(rows, next)) {
        moveRows(position, next);
    }
    const auto group = index(position, 0);
    int first = -1;
    int last = -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].item != next[i].item && !looksSame(rows[i].item, next[i].item)) {
            last = static_cast<int>(i);
            first = first < 0 ? last : first;
        }
    }
    rows = std::move(next);
    if (first >= 0) {
        emit dataChanged(index(first, 0, group), index(last, columnCount() - 1, group));
    }
}

/// Until the keys are those of `next`.
void GroupedModel::moveRows(int position, const std::vector<Row>& next) {
    auto& rows = m_view[place(position)].rows;
    const auto group = index(position, 0);
    const auto change = differenceBetween(keysOf(rows), keysOf(next));
    for (const auto& run : change.removals) {
        beginRemoveRows(group, run.first, run.last);
        rows.erase(rows.begin() + run.first, rows.begin() + run.last + 1);
        endRemoveRows();
    }
    if (!change.order.empty()) {
        reorder(position, change.order);
    }
    for (const auto& run : change.insertions) {
        beginInsertRows(group, run.first, run.last);
        rows.insert(rows.begin() + run.first, next.begin() + run.first, next.begin() + run.last + 1);
        endInsertRows();
    }
}

void GroupedModel::reorder(int position, const std::vector<int>& order) {
    auto& rows = m_view[place(position)].rows;
    const auto id = m_view[place(position)].id;
    const QPersistentModelIndex group = index(position, 0);
    emit layoutAboutToBeChanged({group}, VerticalSortHint);
    std::vector<Row> moved(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        moved[place(order[i])] = std::move(rows[i]);
    }
    rows = std::move(moved);
    QModelIndexList from;
    QModelIndexList to;
    for (const auto& old : persistentIndexList()) {
        if (old.internalId() == id) {
            from << old;
            to << createIndex(order[place(old.row())], old.column(), id);
        }
    }
    changePersistentIndexList(from, to);
    emit layoutChanged({group}, VerticalSortHint);
}

} // namespace hearth::ui
