// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "models/alert_filter.h"
#include "models/alert_snapshot.h"
#include "models/grouped_model.h"

namespace hearth::ui {

/// Groups with their alerts below, filtered and sorted, over an immutable snapshot.
/// Threads: confined to the GUI thread.
class AlertsModel : public GroupedModel {
    Q_OBJECT

  public:
    enum Column : std::uint8_t { kState, kAlert, kSince, kValue, kLabels, kReceiver, kColumnCount };
    /// ShapeRole: int of StateShape, in the first column of alerts. KeyRole: QString, unique in the model.
    enum Role : std::uint16_t { ShapeRole = Qt::UserRole + 1, KeyRole };

    explicit AlertsModel(QObject* parent = nullptr);

    void setSnapshot(AlertSnapshotPtr snapshot);
    void setFilter(AlertFilter filter);
    /// The moment that ages are counted from. Tells only of groups in which one says something else now.
    void setNow(model::TimestampMs now);
    /// When the first age says something else, of alerts that the filter leaves out, too; unset without alerts.
    std::optional<model::TimestampMs> nextChange() const;
    void setUtc(bool utc) { m_utc = utc; }
    /// All words are new ones.
    void retranslate();
    void sort(int column, Qt::SortOrder order) override;

    const AlertSnapshotPtr& snapshot() const { return m_snapshot; }
    /// Null for a group's row. Valid until the next snapshot.
    const AlertRow* alertAt(const QModelIndex& index) const;
    const AlertGroupRow* groupAt(const QModelIndex& index) const;
    /// The row with that KeyRole, or an invalid index.
    QModelIndex indexOf(const QString& key) const;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    void update();
    View computeView(const AlertSnapshot& snapshot) const;
    void sortRows(std::vector<Row>& rows) const;
    bool looksSame(const void* before, const void* after) const override;
    bool groupLooksSame(const void* before, const void* after) const override;

    static QVariant groupData(const AlertGroupRow& group, int column, int role);
    QVariant alertData(const AlertRow& row, int column, int role) const;
    QString alertText(const AlertRow& row, int column) const;
    QString toolTip(const AlertRow& row, int column) const;

    AlertSnapshotPtr m_snapshot;
    AlertSnapshotPtr m_next; ///< While rows of two snapshots are shown: the new one.
    AlertFilter m_filter;
    model::TimestampMs m_now = 0;
    bool m_utc = false;
    int m_sortColumn = kState;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace hearth::ui
