// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDesktopServices>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "alerts/alert_detail.h"
#include "alerts/linked_annotation.h"
#include "alerts/shape_label.h"
#include "alerts/trace_view.h"
#include "graph/plot_view.h"
#include "widgets/cell_delegate.h"
#include "widgets/elided_label.h"
#include "widgets/plain_label.h"

/// How AlertDetail is put together.
namespace hearth::ui {
namespace {

constexpr int kPlotHeight = 170;
constexpr int kMargin = 12;
constexpr int kActs = 2; ///< Actions that do something; the others show something.

QLabel* selectableLabel(QWidget* parent) {
    auto* label = plainLabel(parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

void AlertDetail::buildUi(const QList<QAction*>& actions) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(kMargin, 8, kMargin, kMargin);
    column->setSpacing(4);
    buildHead(*column, actions);

    auto* chart = addSection(*column, kChart);
    m_plot = new PlotView(m_painters, content);
    m_plot->setFixedHeight(kPlotHeight);
    m_plot->setReadings(PlotView::Readings::kNearest);
    m_chartNote = selectableLabel(content);
    chart->addWidget(m_plot);
    chart->addWidget(m_chartNote);
    m_expressionText = selectableLabel(content);
    m_expressionText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    addSection(*column, kExpression)->addWidget(m_expressionText);
    m_annotations = selectableLabel(content);
    m_annotations->setTextFormat(Qt::RichText);
    m_annotations->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_trace = new TraceView(content);
    m_traceNote = selectableLabel(content);
    auto* trace = addSection(*column, kTrace);
    trace->addWidget(m_trace);
    trace->addWidget(m_traceNote);
    addSection(*column, kAnnotations)->addWidget(m_annotations);
    m_labels = new QTreeWidget(content);
    m_labels->setFrameShape(QFrame::NoFrame);
    m_labels->setRootIsDecorated(false);
    m_labels->setUniformRowHeights(true);
    m_labels->setItemDelegate(new CellDelegate(m_labels));
    m_labels->setColumnCount(2);
    m_labels->setHeaderHidden(true);
    m_labels->setTextElideMode(Qt::ElideRight);
    m_labels->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    addSection(*column, kLabels)->addWidget(m_labels);
    m_earlier = selectableLabel(content);
    addSection(*column, kEarlier)->addWidget(m_earlier);
    column->addStretch(1);
    setWidget(content);
    connect(m_trace, &TraceView::linkFollowed, this, &AlertDetail::linkFollowed);
    connect(m_annotations, &QLabel::linkActivated, this, [](const QString& url) {
        if (isWebAddress(url)) {
            QDesktopServices::openUrl(QUrl(url));
        }
    });
}

void AlertDetail::buildHead(QVBoxLayout& column, const QList<QAction*>& actions) {
    auto* title = new QHBoxLayout;
    title->setSpacing(6);
    m_shape = new ShapeLabel(this);
    m_name = new ElidedLabel(this);
    auto large = m_name->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setWeight(QFont::DemiBold);
    m_name->setFont(large);
    title->addWidget(m_shape);
    m_word = new ElidedLabel(this);
    m_word->setQuiet(true);
    title->addWidget(m_name);
    title->addWidget(m_word, 1);
    column.addLayout(title);
    auto* reason = new QHBoxLayout;
    m_reasonText = selectableLabel(this);
    m_reasonLink = new QToolButton(this);
    reason->addWidget(m_reasonText, 1);
    reason->addWidget(m_reasonLink, 0, Qt::AlignTop);
    column.addLayout(reason);
    // What is done stands above what is shown: side by side they are wider than a narrow pane in some languages.
    const std::array rows{actions.mid(0, kActs), actions.mid(kActs)};
    for (const auto& row : rows) {
        auto* buttons = new QHBoxLayout;
        buttons->setSpacing(4);
        for (auto* action : row) {
            auto* button = new QToolButton(this);
            button->setDefaultAction(action);
            button->setToolButtonStyle(Qt::ToolButtonTextOnly);
            buttons->addWidget(button);
        }
        buttons->addStretch(1);
        column.addLayout(buttons);
    }
    connect(m_reasonLink, &QToolButton::clicked, this, [this] { emit linkFollowed(m_reason); });
}

QVBoxLayout* AlertDetail::addSection(QVBoxLayout& column, Section section) {
    auto* title = new ElidedLabel(this);
    auto strong = title->font();
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    m_titles[section] = title;
    column.addSpacing(8);
    column.addWidget(title);
    auto* room = new QVBoxLayout;
    room->setSpacing(2);
    column.addLayout(room);
    return room;
}

void AlertDetail::retranslateUi() {
    m_titles[kChart]->setText(tr("Value around the start"));
    m_titles[kExpression]->setText(tr("Expression"));
    m_titles[kLabels]->setText(tr("Labels"));
    m_titles[kAnnotations]->setText(tr("Annotations"));
    m_titles[kTrace]->setText(tr("From the rule to you"));
    m_titles[kEarlier]->setText(tr("Earlier"));
    m_labels->setAccessibleName(tr("Labels"));
    m_plot->setAccessibleName(tr("Value around the start"));
    setAccessibleName(tr("Details of the alert"));
}

} // namespace hearth::ui
