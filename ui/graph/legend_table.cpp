// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/legend_table.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include "graph/legend_model.h"
#include "widgets/colors.h"

namespace hearth::ui {

namespace {

constexpr int kSwatchWidth = 20;
constexpr int kFilterFrom = 8; ///< Fewer series need no filter field.
constexpr int kRowsShown = 6;
constexpr int kRowPadding = 6; ///< Above and below the text together.

/// Paints a piece of the line before its name; what is hidden is faint.
class LegendDelegate final : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        auto look = option;
        const bool shown = index.data(LegendModel::kShownRole).toBool();
        if (!shown) {
            look.palette.setColor(QPalette::Text, option.palette.color(QPalette::Disabled, QPalette::Text));
        }
        if (index.column() == LegendModel::kName) {
            look.rect.setLeft(look.rect.left() + kSwatchWidth);
        }
        QStyledItemDelegate::paint(painter, look, index);
        if (index.column() == LegendModel::kName) {
            paintLine(*painter, option, index, shown);
        }
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, kRowPadding);
    }

  private:
    static void paintLine(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index, bool shown) {
        const int code = index.data(LegendModel::kStyleRole).toInt();
        const SeriesStyle style{code % SeriesColors::kHues, code / SeriesColors::kHues};
        auto color = SeriesColors::color(style, isDark(option.palette));
        if (!shown) {
            color.setAlphaF(0.3F);
        }
        const int top = option.rect.center().y() - 1;
        for (int x = 0; x < kSwatchWidth - 4; ++x) {
            if (SeriesColors::dashOn(style.dash, x)) {
                painter.fillRect(option.rect.left() + 4 + x, top, 1, 3, color);
            }
        }
    }
};

} // namespace

LegendTable::LegendTable(QWidget* parent)
    : QWidget(parent) {
    buildUi();
    connectSignals();
    retranslateUi();
}

void LegendTable::buildUi() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_filter = new QLineEdit(this);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(280);
    m_filter->hide();
    m_hint = new QLabel(this);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setEnabled(false);
    bar->addWidget(m_filter, 1);
    bar->addStretch(1);
    bar->addWidget(m_hint);
    layout->addLayout(bar);

    m_model = new LegendModel(this);
    m_view = new QTreeView(this);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new LegendDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(LegendModel::kName, Qt::AscendingOrder);
    m_view->setSelectionMode(QAbstractItemView::NoSelection);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideMiddle);
    auto* header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(LegendModel::kName, QHeaderView::Stretch);
    header->setMinimumSectionSize(48);
    for (int column = LegendModel::kLast; column < LegendModel::kColumns; ++column) {
        header->resizeSection(column, fontMetrics().horizontalAdvance(QStringLiteral("888.8 MiB/s_")));
    }
    layout->addWidget(m_view, 1);
}

void LegendTable::connectSignals() {
    connect(m_filter, &QLineEdit::textChanged, m_model, &LegendModel::setFilter);
    connect(m_model, &LegendModel::shownChanged, this, &LegendTable::shownChanged);
    connect(m_view, &QTreeView::clicked, m_model, [this](const QModelIndex& index) {
        const bool hide = QApplication::keyboardModifiers().testFlag(Qt::ControlModifier);
        hide ? m_model->toggle(index) : m_model->isolate(index);
    });
    connect(m_view, &QTreeView::activated, m_model, &LegendModel::toggle);
}

void LegendTable::retranslateUi() {
    m_filter->setPlaceholderText(tr("Filter series"));
    m_filter->setAccessibleName(tr("Filter series"));
    m_hint->setText(tr("Click: show alone · Ctrl+click: hide"));
    m_view->setAccessibleName(tr("Series of the graph"));
}

void LegendTable::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void LegendTable::setSeries(GraphDataPtr graph, std::vector<SeriesStyle> styles) {
    const auto count = graph ? static_cast<int>(graph->series.size()) : 0;
    m_model->setData(std::move(graph), std::move(styles));
    m_filter->setVisible(count >= kFilterFrom || !m_filter->text().isEmpty());
    m_hint->setVisible(count > 1);
    updateGeometry();
}

QSize LegendTable::sizeHint() const {
    const int rows = std::min(m_model->rowCount(), kRowsShown);
    const int row = m_view->sizeHintForRow(0);
    const int bar =
        m_hint->isVisibleTo(this)
            ? std::max(m_hint->sizeHint().height(), m_filter->isVisibleTo(this) ? m_filter->sizeHint().height() : 0) +
                  layout()->spacing()
            : 0;
    return {400, bar + m_view->header()->sizeHint().height() + rows * std::max(row, fontMetrics().height()) + 2};
}

const std::vector<bool>& LegendTable::shown() const {
    return m_model->shown();
}

} // namespace hearth::ui
