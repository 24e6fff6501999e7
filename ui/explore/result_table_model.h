// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "explore/result_table.h"
#include "models/value_format.h"

namespace hearth::ui {

/// Shows a ResultTable in a given order: label columns and a value, or the series in one column and its value ("raw",
/// as it can be copied into an expression). Values have three significant digits; all of them are in the tooltip and in
/// what is copied.
/// Threads: confined to the GUI thread.
class ResultTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    /// The text to copy.
    static constexpr int kCopyRole = Qt::UserRole;
    /// Label columns at most; more would be unreadable.
    static constexpr int kMaxLabelColumns = 40;

    using QAbstractTableModel::QAbstractTableModel;

    void show(ResultTablePtr table, RowOrder order, Unit unit);
    void setRaw(bool raw);
    bool raw() const { return m_raw; }
    const ResultTablePtr& table() const { return m_table; }
    /// What Arrangement calls the column.
    int sortKey(int column) const;
    const ResultRow& rowAt(int row) const { return m_table->rows[m_order[static_cast<std::size_t>(row)]]; }
    const RowOrder& order() const { return m_order; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    bool isValue(int column) const { return column == columnCount() - 1; }
    int labelColumns() const;
    QString text(const ResultRow& row, int column) const;
    QString fullText(const ResultRow& row, int column) const;

    ResultTablePtr m_table;
    RowOrder m_order;
    Unit m_unit = Unit::kNone;
    bool m_raw = false;
};

} // namespace hearth::ui
