// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/result_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include "data/background.h"
#include "explore/result_table_model.h"
#include "widgets/elided_label.h"

namespace hearth::ui {

namespace {

const QString kSlot = QStringLiteral("arrange");
constexpr int kMaxColumnWidth = 320;
constexpr int kMinColumnWidth = 72;
/// Rows whose texts decide how wide the columns are at first.
constexpr int kRowsMeasured = 50;
constexpr int kRowPadding = 6;

/// Gives rows room to be read along.
class RowDelegate final : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, kRowPadding);
    }
};

} // namespace

ResultView::ResultView(Background& workers, QWidget* parent)
    : QWidget(parent)
    , m_workers(workers) {
    buildUi();
    connectSignals();
    retranslateUi();
}

void ResultView::buildUi() {
    m_filter = new QLineEdit(this);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(320);
    m_raw = new QCheckBox(this);
    m_count = new ElidedLabel(this);
    m_count->setQuiet(true);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_filter, 2);
    bar->addWidget(m_raw);
    bar->addWidget(m_count, 1);

    m_model = new ResultTableModel(this);
    m_tree = new QTreeView(this);
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new RowDelegate(m_tree));
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setFrameShape(QFrame::NoFrame);
    auto* header = m_tree->header();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(false);
    header->setStretchLastSection(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(bar);
    layout->addWidget(m_tree, 1);
}

void ResultView::connectSignals() {
    connect(m_filter, &QLineEdit::textChanged, this, &ResultView::rearrange);
    connect(m_tree->header(), &QHeaderView::sectionClicked, this, &ResultView::sortBy);
    connect(m_raw, &QCheckBox::toggled, this, [this](bool raw) {
        m_model->setRaw(raw);
        m_sortColumn = -1;
        m_tree->header()->setSortIndicatorShown(false);
        fitColumns();
        rearrange();
    });
}

void ResultView::retranslateUi() {
    m_filter->setPlaceholderText(tr("Filter rows"));
    m_filter->setAccessibleName(tr("Filter rows"));
    m_raw->setText(tr("One column"));
    m_raw->setToolTip(tr("Show each series as it is written in an expression"));
    m_tree->setAccessibleName(tr("Result table"));
}

void ResultView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void ResultView::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ResultView::setFilter(const QString& text) {
    m_filter->setText(text);
}

void ResultView::setAnswer(const TableAnswer& answer) {
    if (!m_table || m_table->labelNames != answer.table->labelNames) {
        m_sortColumn = -1;
        m_tree->header()->setSortIndicatorShown(false);
    }
    m_table = answer.table;
    m_unit = answer.unit;
    rearrange();
}

void ResultView::sortBy(int column) {
    // Values are most often wanted from the largest down, names from A on.
    const bool value = m_model->sortKey(column) == Arrangement::kByValue;
    const auto first = value ? Qt::DescendingOrder : Qt::AscendingOrder;
    const auto second = value ? Qt::AscendingOrder : Qt::DescendingOrder;
    m_order = m_sortColumn == column && m_order == first ? second : first;
    m_sortColumn = column;
    m_tree->header()->setSortIndicatorShown(true);
    m_tree->header()->setSortIndicator(column, m_order);
    rearrange();
}

void ResultView::rearrange() {
    if (!m_table) {
        return;
    }
    Arrangement wanted;
    wanted.words = m_filter->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    // The model may still show an older table with other columns: then nothing is sorted by (see setAnswer()).
    wanted.column = m_sortColumn < 0 ? Arrangement::kUnsorted : m_model->sortKey(m_sortColumn);
    wanted.descending = m_order == Qt::DescendingOrder;
    m_workers.call(
        this, kSlot,
        [table = m_table, wanted](const std::stop_token&) -> Result<RowOrder> { return arrange(*table, wanted); },
        [this](Result<RowOrder> order) {
            if (order) {
                showRows(*std::move(order));
            }
        });
}

void ResultView::showRows(RowOrder order) {
    const auto shown = order.size();
    m_model->show(m_table, std::move(order), m_unit);
    if (m_fittedTo != m_table->labelNames) {
        m_fittedTo = m_table->labelNames;
        fitColumns();
    }
    const auto all = m_table->rows.size() + m_table->left;
    const QLocale locale;
    const auto total = locale.toString(static_cast<qulonglong>(all));
    m_count->setText(shown == all ? tr("Rows: %1").arg(total)
                                  : tr("Rows: %1 of %2").arg(locale.toString(static_cast<qulonglong>(shown)), total));
    emit arranged();
}

void ResultView::fitColumns() {
    const auto metrics = fontMetrics();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        int width = metrics.horizontalAdvance(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int row = 0; row < std::min(m_model->rowCount(), kRowsMeasured); ++row) {
            width = std::max(width, metrics.horizontalAdvance(m_model->index(row, column).data().toString()));
        }
        const int widest = m_model->raw() ? 3 * kMaxColumnWidth : kMaxColumnWidth;
        m_tree->setColumnWidth(column, std::clamp(width + 28, kMinColumnWidth, widest));
    }
}

void ResultView::copySelection() const {
    QStringList lines;
    for (const auto& row : m_tree->selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < m_model->columnCount(); ++column) {
            cells << m_model->index(row.row(), column).data(ResultTableModel::kCopyRole).toString();
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    if (!lines.isEmpty()) {
        QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    }
}

void ResultView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
    } else if (event->matches(QKeySequence::Find)) {
        focusFilter();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace hearth::ui
