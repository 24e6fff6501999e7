// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>
#include <vector>

namespace hearth::ui {

class HeaderDrag;

/// How wide a column of a TableView is.
struct TableColumn {
    int characters = 10; ///< What it needs, in characters of average width.
    int share = 0;       ///< Of the room that nobody needs. The last column takes what is left.
    int from = 0;        ///< The table's width in pixels from which on it is shown.
};

/// Tables and trees as all lists of the window are: cells by CellDelegate, headings above them by which one sorts,
/// columns that make the best of the width until the person drags one, and the actions in the menu of the right button.
/// Threads: confined to the GUI thread.
class TableView : public QTreeView {
    Q_OBJECT

  public:
    /// Cells have a StateShape under `shapeRole`.
    explicit TableView(int shapeRole, QWidget* parent = nullptr);

    /// One for each column of the model, which must be set.
    void setColumns(std::vector<TableColumn> columns);
    /// Said in the empty table, plain text: why there is nothing.
    void setPlaceholder(const QString& text);
    /// Ages change by themselves.
    void repaintColumn(int column);

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    void fit();

    std::vector<TableColumn> m_columns;
    QString m_placeholder;
    HeaderDrag* m_drag = nullptr;
};

} // namespace hearth::ui
