// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "explore/panel_query.h"

class QCheckBox;
class QLineEdit;
class QTreeView;

namespace hearth::ui {

class Background;
class ElidedLabel;
class ResultTableModel;

/// The table of an answer with its filter field; sorts and filters on a worker.
/// Threads: confined to the GUI thread.
class ResultView : public QWidget {
    Q_OBJECT

  public:
    /// `workers` must outlive the view.
    explicit ResultView(Background& workers, QWidget* parent = nullptr);

    void setAnswer(const TableAnswer& answer);
    const ResultTableModel& model() const { return *m_model; }
    QTreeView& tree() { return *m_tree; }
    void focusFilter();
    void setFilter(const QString& text);

  signals:
    /// The rows on show follow filter and order.
    void arranged();

  protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void buildUi();
    void connectSignals();
    void retranslateUi();
    void rearrange();
    void showRows(RowOrder order);
    void fitColumns();
    void sortBy(int column);
    void copySelection() const;

    Background& m_workers;
    ResultTablePtr m_table;
    Unit m_unit = Unit::kNone;
    std::vector<std::string> m_fittedTo; ///< The label columns whose widths were chosen last.
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::DescendingOrder;

    ResultTableModel* m_model = nullptr;
    QLineEdit* m_filter = nullptr;
    QCheckBox* m_raw = nullptr;
    ElidedLabel* m_count = nullptr;
    QTreeView* m_tree = nullptr;
};

} // namespace hearth::ui
