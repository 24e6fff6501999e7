// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

#include "graph/graph_data.h"

namespace hearth::ui {

class Background;
class LegendTable;
class PlotView;

/// A graph above its legend.
/// Threads: confined to the GUI thread.
class GraphPane : public QSplitter {
    Q_OBJECT

  public:
    explicit GraphPane(Background& workers, QWidget* parent = nullptr);

    void setData(GraphDataPtr graph, model::TimeRange window);
    PlotView& plot() { return *m_plot; }
    LegendTable& legend() { return *m_legend; }

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    /// As high as its rows ask for and the plot allows, until the person says otherwise.
    void fitLegend();

    PlotView* m_plot = nullptr;
    LegendTable* m_legend = nullptr;
    bool m_moved = false; ///< The person chose the legend's height.
};

} // namespace hearth::ui
