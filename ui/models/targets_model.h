// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <cstdint>
#include <vector>

#include "models/target_filter.h"
#include "models/target_snapshot.h"

namespace hearth::ui {

/// Pools with their targets below, filtered and sorted, over an immutable snapshot. A new snapshot, filter or order is
/// told to the views as differences, so that selection, expansion and scroll position stay; only where very many
/// rows change at once is it a reset.
/// Threads: confined to the GUI thread.
class TargetsModel : public QAbstractItemModel {
    Q_OBJECT

  public:
    enum Column : std::uint8_t { kState, kName, kAddress, kLast, kDuration, kError, kColumnCount };
    /// HealthRole: int of TargetHealth, targets only. KeyRole: QString, unique in the model.
    enum Role : std::uint16_t { HealthRole = Qt::UserRole + 1, KeyRole };

    explicit TargetsModel(QObject* parent = nullptr);

    void setSnapshot(TargetSnapshotPtr snapshot);
    void setFilter(TargetFilter filter);
    /// The moment that ages are counted from.
    void setNow(model::TimestampMs now);
    void sort(int column, Qt::SortOrder order) override;

    /// Targets that pass the filter.
    std::size_t shownTargets() const;
    /// The target of a row, null for a pool's row. Valid until the next snapshot.
    const TargetRow* targetAt(const QModelIndex& index) const;
    const TargetPool* poolAt(const QModelIndex& index) const;
    /// The row with that KeyRole, or an invalid index.
    QModelIndex indexOf(const QString& key) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString healthWord(datasource::TargetHealth health);
    /// "3 up, 1 down": what a pool's row and the status bar say. Kinds that are none are left out.
    static QString countsText(const TargetCounts& counts);

  private:
    /// A pool as shown. The id stays with the name for the model's life, so that internal ids of children hold while
    /// other pools come and go.
    struct PoolView {
        quintptr id = 0;
        const TargetPool* pool = nullptr;
        std::vector<const TargetRow*> rows;
    };

    std::vector<PoolView> computeView(const TargetSnapshot& snapshot);
    void sortRows(std::vector<const TargetRow*>& rows) const;
    quintptr idOf(const QString& poolName);
    int positionOf(quintptr poolId) const;

    void update();
    void replaceView(std::vector<PoolView> next);
    void updatePools(std::vector<PoolView>& next);
    void updateRows(int poolPosition, std::vector<const TargetRow*> next);
    void reorderRows(int poolPosition, const std::vector<int>& order);

    QVariant poolData(const PoolView& view, int column, int role) const;
    QVariant targetData(const TargetRow& row, int column, int role) const;
    QString targetText(const TargetRow& row, int column) const;

    TargetSnapshotPtr m_snapshot;
    TargetSnapshotPtr m_next; ///< While rows of two snapshots are shown: the new one.
    TargetFilter m_filter;
    std::vector<PoolView> m_view;
    QStringList m_poolNames; ///< Every pool seen; its place + 1 is its id.
    model::TimestampMs m_now = 0;
    int m_sortColumn = kState;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace hearth::ui
