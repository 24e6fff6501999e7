// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "graph/graph_data.h"
#include "graph/series_colors.h"

class QLabel;
class QLineEdit;
class QTreeView;

namespace hearth::ui {

class LegendModel;

/// The legend under a graph: a filter field and a table. A click shows one series alone, Ctrl+click hides one.
/// Threads: confined to the GUI thread.
class LegendTable : public QWidget {
    Q_OBJECT

  public:
    explicit LegendTable(QWidget* parent = nullptr);

    void setSeries(GraphDataPtr graph, std::vector<SeriesStyle> styles);
    const std::vector<bool>& shown() const;
    LegendModel& model() { return *m_model; }
    QTreeView& view() { return *m_view; }
    QSize sizeHint() const override;

  signals:
    void shownChanged();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void connectSignals();
    void retranslateUi();

    LegendModel* m_model = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_hint = nullptr;
    QTreeView* m_view = nullptr;
};

} // namespace hearth::ui
