// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QHash>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/alert_filter.h"
#include "models/alert_snapshot.h"

namespace hearth::ui {

/// Groups with their alerts below, filtered and sorted, over an immutable snapshot. What changes is told to the views
/// as differences, so that selection, expansion and scroll position stay; only where groups change places or very many
/// rows change at once is it a reset.
/// Threads: confined to the GUI thread.
class AlertsModel : public QAbstractItemModel {
    Q_OBJECT

  public:
    enum Column : std::uint8_t { kState, kAlert, kSince, kValue, kLabels, kReceiver, kColumnCount };
    /// ShapeRole: int of StateShape, in the first column of alerts. KeyRole: QString, unique in the model.
    enum Role : std::uint16_t { ShapeRole = Qt::UserRole + 1, KeyRole };

    explicit AlertsModel(QObject* parent = nullptr);

    void setSnapshot(AlertSnapshotPtr snapshot);
    void setFilter(AlertFilter filter);
    /// The moment that ages are counted from. Tells only of cells that say something else now.
    void setNow(model::TimestampMs now);
    /// When the first age says something else; unset without rows.
    std::optional<model::TimestampMs> nextChange() const;
    void setUtc(bool utc);
    /// All words are new ones.
    void retranslate();
    void sort(int column, Qt::SortOrder order) override;

    const AlertSnapshotPtr& snapshot() const { return m_snapshot; }
    /// Alerts that pass the filter.
    std::size_t shownAlerts() const;
    /// Null for a group's row. Valid until the next snapshot.
    const AlertRow* alertAt(const QModelIndex& index) const;
    const AlertGroupRow* groupAt(const QModelIndex& index) const;
    /// The row with that KeyRole, or an invalid index.
    QModelIndex indexOf(const QString& key) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    /// A group as shown. The id stays with the key for the model's life, so that internal ids of children hold while
    /// other groups come and go.
    struct GroupView {
        quintptr id = 0;
        const AlertGroupRow* group = nullptr;
        std::vector<const AlertRow*> rows;
    };
    using View = std::vector<GroupView>;

    View computeView(const AlertSnapshot& snapshot);
    void sortRows(std::vector<const AlertRow*>& rows) const;
    quintptr idOf(const QString& groupKey);
    int positionOf(quintptr groupId) const;
    void indexPositions();

    void update();
    void replaceView(View next);
    bool isFarFrom(const View& next) const;
    void updateGroups(const View& next);
    void updateRows(int position, std::vector<const AlertRow*> next);
    void tellChanges(int position, const std::vector<const AlertRow*>& before);
    void reorderRows(int position, const std::vector<int>& order);

    QVariant groupData(const GroupView& view, int column, int role) const;
    QVariant alertData(const AlertRow& row, int column, int role) const;
    QString alertText(const AlertRow& row, int column) const;
    QString toolTip(const AlertRow& row, int column) const;

    AlertSnapshotPtr m_snapshot;
    AlertSnapshotPtr m_next; ///< While rows of two snapshots are shown: the new one.
    AlertFilter m_filter;
    View m_view;
    QHash<QString, quintptr> m_ids; ///< Of every group seen.
    std::vector<int> m_positions;   ///< By id; -1 where the group is not shown.
    model::TimestampMs m_now = 0;
    bool m_utc = false;
    int m_sortColumn = kState;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace hearth::ui
