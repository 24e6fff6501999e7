// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "models/grouped_model.h"
#include "models/state_shape.h"
#include "models/target_filter.h"
#include "models/target_snapshot.h"

namespace hearth::ui {

/// Pools with their targets below, filtered and sorted, over an immutable snapshot. What is new is told as GroupedModel
/// tells it.
/// Threads: confined to the GUI thread.
class TargetsModel : public GroupedModel {
    Q_OBJECT

  public:
    enum Column : std::uint8_t { kState, kName, kAddress, kLast, kDuration, kError, kColumnCount };
    /// ShapeRole: int of StateShape, targets only. KeyRole: QString, unique in the model.
    enum Role : std::uint16_t { ShapeRole = Qt::UserRole + 1, KeyRole };

    explicit TargetsModel(QObject* parent = nullptr);

    void setSnapshot(TargetSnapshotPtr snapshot);
    void setFilter(TargetFilter filter);
    /// The moment that ages are counted from.
    void setNow(model::TimestampMs now) { m_now = now; }
    void setUtc(bool utc) { m_utc = utc; }
    void sort(int column, Qt::SortOrder order) override;

    /// The target of a row, null for a pool's row. Valid until the next snapshot.
    const TargetRow* targetAt(const QModelIndex& index) const;
    const TargetPool* poolAt(const QModelIndex& index) const;
    /// The row with that KeyRole, or an invalid index.
    QModelIndex indexOf(const QString& key) const;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString healthWord(datasource::TargetHealth health);
    static StateShape healthShape(datasource::TargetHealth health);
    /// "3 up, 1 down": what a pool's row and the status bar say. Kinds that are none are left out.
    static QString countsText(const TargetCounts& counts);

  protected:
    bool looksSame(const void* before, const void* after) const override;

  private:
    void update();
    View computeView(const TargetSnapshot& snapshot) const;
    void sortRows(std::vector<Row>& rows) const;

    QVariant poolData(const TargetPool& pool, int column, int role) const;
    QVariant targetData(const TargetRow& row, int column, int role) const;
    QString targetText(const TargetRow& row, int column) const;
    QString toolTip(const TargetRow& row, int column) const;

    TargetSnapshotPtr m_snapshot;
    TargetSnapshotPtr m_next; ///< While rows of two snapshots are shown: the new one.
    TargetFilter m_filter;
    model::TimestampMs m_now = 0;
    bool m_utc = false;
    int m_sortColumn = kState;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace hearth::ui
