// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/targets_model.h"

#include <algorithm>
#include <utility>

#include "models/list_difference.h"

namespace hearth::ui {
namespace {

/// Beyond this many runs of inserted and removed rows one reset is cheaper for a view than the differences.
constexpr std::size_t kMaxRuns = 64;

/// Failures first.
int healthRank(datasource::TargetHealth health) {
    switch (health) {
    case datasource::TargetHealth::kDown:
        return 0;
    case datasource::TargetHealth::kUnknown:
        return 1;
    case datasource::TargetHealth::kUp:
        return 2;
    }
    return 3;
}

int compareRows(const TargetRow& a, const TargetRow& b, int column) {
    const auto sign = [](auto order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
    switch (column) {
    case TargetsModel::kState:
        return healthRank(a.target.health) - healthRank(b.target.health);
    case TargetsModel::kAddress:
        return a.url.compare(b.url);
    case TargetsModel::kLast:
        return sign(a.target.lastScrape <=> b.target.lastScrape);
    case TargetsModel::kDuration:
        return sign(a.target.lastScrapeSeconds <=> b.target.lastScrapeSeconds);
    case TargetsModel::kError:
        // Rows with an error before rows without.
        return a.error.isEmpty() != b.error.isEmpty() ? (a.error.isEmpty() ? 1 : -1) : a.error.compare(b.error);
    default:
        return a.name.compare(b.name);
    }
}

QStringList keysOf(const std::vector<const TargetRow*>& rows) {
    QStringList keys;
    keys.reserve(static_cast<qsizetype>(rows.size()));
    for (const auto* row : rows) {
        keys << row->key;
    }
    return keys;
}

} // namespace

TargetsModel::TargetsModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_snapshot(std::make_shared<TargetSnapshot>()) {}

void TargetsModel::setSnapshot(TargetSnapshotPtr snapshot) {
    m_next = std::move(snapshot);
    update();
}

void TargetsModel::setFilter(TargetFilter filter) {
    m_filter = std::move(filter);
    update();
}

void TargetsModel::sort(int column, Qt::SortOrder order) {
    if (std::exchange(m_sortColumn, column) != column || m_sortOrder != order) {
        m_sortOrder = order;
        update();
    }
}

void TargetsModel::setNow(model::TimestampMs now) {
    m_now = now;
    for (int i = 0; i < static_cast<int>(m_view.size()); ++i) {
        const auto pool = index(i, 0);
        if (const int rows = rowCount(pool); rows > 0) {
            emit dataChanged(index(0, kLast, pool), index(rows - 1, kLast, pool), {Qt::DisplayRole});
        }
    }
}

std::vector<TargetsModel::PoolView> TargetsModel::computeView(const TargetSnapshot& snapshot) {
    std::vector<PoolView> view;
    for (const auto& pool : snapshot.pools) {
        if (!m_filter.acceptsPool(pool)) {
            continue;
        }
        PoolView shown{idOf(pool.name), &pool, {}};
        shown.rows.reserve(pool.rows.size());
        for (const auto& row : pool.rows) {
            if (m_filter.acceptsRow(row)) {
                shown.rows.push_back(&row);
            }
        }
        if (!shown.rows.empty()) {
            sortRows(shown.rows);
            view.push_back(std::move(shown));
        }
    }
    return view;
}

/// A snapshot's rows come sorted by name, so a stable sort leaves equal rows in that order.
void TargetsModel::sortRows(std::vector<const TargetRow*>& rows) const {
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    const int column = m_sortColumn;
    if (column == kName && !descending) {
        return;
    }
    std::ranges::stable_sort(rows, [=](const TargetRow* a, const TargetRow* b) {
        const int order = compareRows(*a, *b, column);
        return descending ? order > 0 : order < 0;
    });
}

quintptr TargetsModel::idOf(const QString& poolName) {
    auto place = m_poolNames.indexOf(poolName);
    if (place < 0) {
        place = m_poolNames.size();
        m_poolNames << poolName;
    }
    return static_cast<quintptr>(place) + 1;
}

int TargetsModel::positionOf(quintptr poolId) const {
    const auto found = std::ranges::find(m_view, poolId, &PoolView::id);
    return found == m_view.end() ? -1 : static_cast<int>(found - m_view.begin());
}

void TargetsModel::update() {
    replaceView(computeView(m_next ? *m_next : *m_snapshot));
    if (m_next) {
        m_snapshot = std::exchange(m_next, nullptr);
    }
}

void TargetsModel::replaceView(std::vector<PoolView> next) {
    std::size_t runs = 0;
    for (const auto& pool : next) {
        if (const int old = positionOf(pool.id); old >= 0) {
            const auto change =
                differenceBetween(keysOf(m_view[static_cast<std::size_t>(old)].rows), keysOf(pool.rows));
            runs += change.removals.size() + change.insertions.size();
        }
    }
    if (m_view.empty() || runs > kMaxRuns) {
        beginResetModel();
        m_view = std::move(next);
        endResetModel();
        return;
    }
    updatePools(next);
    for (int i = 0; i < static_cast<int>(next.size()); ++i) {
        updateRows(i, std::move(next[static_cast<std::size_t>(i)].rows));
    }
}

/// Pools are always sorted by name, so they never change places. New ones come in with their rows.
void TargetsModel::updatePools(std::vector<PoolView>& next) {
    for (int i = static_cast<int>(m_view.size()) - 1; i >= 0; --i) {
        const auto id = m_view[static_cast<std::size_t>(i)].id;
        if (std::ranges::find(next, id, &PoolView::id) == next.end()) {
            beginRemoveRows({}, i, i);
            m_view.erase(m_view.begin() + i);
            endRemoveRows();
        }
    }
    for (int i = 0; i < static_cast<int>(next.size()); ++i) {
        const auto& pool = next[static_cast<std::size_t>(i)];
        if (positionOf(pool.id) < 0) {
            beginInsertRows({}, i, i);
            m_view.insert(m_view.begin() + i, pool);
            endInsertRows();
        }
        m_view[static_cast<std::size_t>(i)].pool = pool.pool;
        emit dataChanged(index(i, 0), index(i, kColumnCount - 1));
    }
}

void TargetsModel::updateRows(int poolPosition, std::vector<const TargetRow*> next) {
    auto& rows = m_view[static_cast<std::size_t>(poolPosition)].rows;
    const auto pool = index(poolPosition, 0);
    const auto change = differenceBetween(keysOf(rows), keysOf(next));
    for (const auto& run : change.removals) {
        beginRemoveRows(pool, run.first, run.last);
        rows.erase(rows.begin() + run.first, rows.begin() + run.last + 1);
        endRemoveRows();
    }
    if (!change.order.empty()) {
        reorderRows(poolPosition, change.order);
    }
    for (const auto& run : change.insertions) {
        beginInsertRows(pool, run.first, run.last);
        rows.insert(rows.begin() + run.first, next.begin() + run.first, next.begin() + run.last + 1);
        endInsertRows();
    }
    if (rows != next) {
        rows = std::move(next);
        emit dataChanged(index(0, 0, pool), index(static_cast<int>(rows.size()) - 1, kColumnCount - 1, pool));
    }
}

void TargetsModel::reorderRows(int poolPosition, const std::vector<int>& order) {
    auto& view = m_view[static_cast<std::size_t>(poolPosition)];
    const QPersistentModelIndex pool = index(poolPosition, 0);
    emit layoutAboutToBeChanged({pool}, VerticalSortHint);
    std::vector<const TargetRow*> moved(view.rows.size());
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
    emit layoutChanged({pool}, VerticalSortHint);
}

std::size_t TargetsModel::shownTargets() const {
    std::size_t shown = 0;
    for (const auto& pool : m_view) {
        shown += pool.rows.size();
    }
    return shown;
}

const TargetRow* TargetsModel::targetAt(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == 0) {
        return nullptr;
    }
    const int pool = positionOf(index.internalId());
    return m_view[static_cast<std::size_t>(pool)].rows[static_cast<std::size_t>(index.row())];
}

const TargetPool* TargetsModel::poolAt(const QModelIndex& index) const {
    if (!index.isValid()) {
        return nullptr;
    }
    const int pool = index.internalId() == 0 ? index.row() : positionOf(index.internalId());
    return m_view[static_cast<std::size_t>(pool)].pool;
}

QModelIndex TargetsModel::indexOf(const QString& key) const {
    for (int i = 0; i < static_cast<int>(m_view.size()); ++i) {
        const auto& view = m_view[static_cast<std::size_t>(i)];
        const auto poolIndex = index(i, 0);
        if (poolIndex.data(KeyRole).toString() == key) {
            return poolIndex;
        }
        for (int row = 0; row < static_cast<int>(view.rows.size()); ++row) {
            if (key.endsWith(view.rows[static_cast<std::size_t>(row)]->key) &&
                index(row, 0, poolIndex).data(KeyRole).toString() == key) {
                return index(row, 0, poolIndex);
            }
        }
    }
    return {};
}

} // namespace hearth::ui
