// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <cstdint>
#include <vector>

#include "models/silence_filter.h"
#include "models/silence_snapshot.h"
#include "models/state_shape.h"

namespace hearth::ui {

/// Silences, filtered and sorted, over an immutable snapshot. A new snapshot, filter or order is told to the views as
/// differences, so that selection and scroll position stay.
/// Threads: confined to the GUI thread.
class SilencesModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column : std::uint8_t { kState, kMatchers, kEnds, kMatches, kBy, kComment, kColumnCount };
    /// ShapeRole: int of StateShape. KeyRole: QString, unique in the model.
    enum Role : std::uint16_t { ShapeRole = Qt::UserRole + 1, KeyRole };

    explicit SilencesModel(QObject* parent = nullptr);

    void setSnapshot(SilenceSnapshotPtr snapshot);
    void setFilter(SilenceFilter filter);
    /// The moment that remaining times are counted from.
    void setNow(model::TimestampMs now);
    void setUtc(bool utc) { m_utc = utc; }
    void sort(int column, Qt::SortOrder order) override;

    /// Valid until the next snapshot; null for an invalid index.
    const SilenceRow* rowAt(const QModelIndex& index) const;
    /// The row with that KeyRole, or an invalid index.
    QModelIndex indexOf(const QString& key) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString stateWord(const SilenceRow& row);
    /// "in 2 h 5 min", "starts in 3 min", "ended 1 h ago", "when resolved".
    static QString endsText(const SilenceRow& row, model::TimestampMs now);

  private:
    using Rows = std::vector<const SilenceRow*>;

    void update();
    Rows computeRows(const SilenceSnapshot& snapshot) const;
    void replaceRows(Rows next);
    void reorder(const std::vector<int>& order);
    QString cellText(const SilenceRow& row, int column) const;
    QVariant shapeOf(const SilenceRow& row, int column) const;
    QString toolTip(const SilenceRow& row, int column) const;

    SilenceSnapshotPtr m_snapshot;
    SilenceSnapshotPtr m_next; ///< While rows of two snapshots are shown: the new one.
    SilenceFilter m_filter;
    Rows m_rows;
    model::TimestampMs m_now = 0;
    int m_sortColumn = kState;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_utc = false;
};

} // namespace hearth::ui
