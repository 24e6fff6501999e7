// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "graph/graph_data.h"
#include "graph/series_colors.h"

namespace hearth::ui {

/// The series of a graph as a table: name, last, min, max, mean. Sorts and filters by itself, over an immutable
/// snapshot, and knows which series are shown.
/// Threads: confined to the GUI thread.
class LegendModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { kName, kLast, kMin, kMax, kMean, kColumns };
    enum Role {
        kStyleRole = Qt::UserRole, ///< SeriesStyle as hue + kHues * dash.
        kShownRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Keeps what is hidden where the series are the same as before.
    void setData(GraphDataPtr data, std::vector<SeriesStyle> styles);
    /// Rows whose name contains all the words, in any case.
    void setFilter(const QString& filter);
    const std::vector<bool>& shown() const { return m_shown; }

    /// Shows this series alone; when it is alone already, all.
    void isolate(const QModelIndex& index);
    void toggle(const QModelIndex& index);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

  signals:
    void shownChanged();

  private:
    void rebuild();
    std::size_t seriesAt(const QModelIndex& index) const { return m_rows[static_cast<std::size_t>(index.row())]; }
    void announceShown();
    static double number(const SeriesSummary& summary, int column);

    GraphDataPtr m_data;
    std::vector<SeriesStyle> m_styles;
    std::vector<bool> m_shown;       ///< By series.
    std::vector<std::size_t> m_rows; ///< Row to series.
    QStringList m_words;
    int m_sortColumn = kName;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace hearth::ui
