// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_pane.h"

#include "graph/legend_model.h"
#include "graph/legend_table.h"
#include "graph/plot_view.h"

namespace hearth::ui {

namespace {

constexpr int kMinPlotHeight = 160;

} // namespace

GraphPane::GraphPane(Background& workers, QWidget* parent)
    : QSplitter(Qt::Vertical, parent)
    , m_plot(new PlotView(workers, this))
    , m_legend(new LegendTable(this)) {
    setChildrenCollapsible(false);
    m_plot->setMinimumHeight(kMinPlotHeight);
    addWidget(m_plot);
    addWidget(m_legend);
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
    connect(m_legend, &LegendTable::shownChanged, this, [this] { m_plot->setShown(m_legend->shown()); });
    connect(this, &QSplitter::splitterMoved, this, [this] { m_moved = true; });
}

void GraphPane::setData(GraphDataPtr graph, model::TimeRange window) {
    m_plot->setData(graph, window);
    m_legend->setSeries(std::move(graph), m_plot->styles());
    m_plot->setShown(m_legend->shown());
    fitLegend();
}

void GraphPane::resizeEvent(QResizeEvent* event) {
    QSplitter::resizeEvent(event);
    fitLegend();
}

void GraphPane::fitLegend() {
    const int room = height() - handleWidth();
    if (!m_moved && room > kMinPlotHeight) {
        const int wanted = std::min(m_legend->sizeHint().height(), room - kMinPlotHeight);
        setSizes({room - wanted, wanted});
    }
}

} // namespace hearth::ui
