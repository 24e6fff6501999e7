// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/completion_popup.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "editor/completion_model.h"

namespace hearth::ui {
namespace {

constexpr int kVisibleRows = 10;
constexpr int kMinWidth = 320;
constexpr int kMaxWidth = 640;
constexpr int kGap = 16; ///< Between a name and what stands beside it.

/// A name, and its detail at the right in the quiet colour.
class ChoiceDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        const auto name = option.fontMetrics.horizontalAdvance(index.data().toString());
        const auto room = option.rect.adjusted(name + kGap, 0, -4, 0);
        const auto detail = option.fontMetrics.elidedText(index.data(CompletionModel::kDetail).toString(),
                                                          Qt::ElideRight, room.width());
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, detail);
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        auto size = QStyledItemDelegate::sizeHint(option, index);
        size.rwidth() += kGap + option.fontMetrics.horizontalAdvance(index.data(CompletionModel::kDetail).toString());
        return size;
    }
};

} // namespace

CompletionPopup::CompletionPopup(QWidget* parent)
    : QFrame(parent, Qt::ToolTip)
    , m_model(new CompletionModel(this))
    , m_list(new QListView)
    , m_help(new QLabel) {
    setFrameShape(QFrame::StyledPanel);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_ShowWithoutActivating);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChoiceDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Completions"));
    m_help->setTextFormat(Qt::PlainText);
    m_help->setWordWrap(true);
    m_help->setMargin(4);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_help);
    connect(m_list, &QListView::clicked, this, &CompletionPopup::chosen);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CompletionPopup::showHelp);
}

void CompletionPopup::open(std::vector<CompletionChoice> choices, const QRect& cursor) {
    m_model->setChoices(std::move(choices));
    m_list->setCurrentIndex(m_model->index(0));
    showHelp();
    place(cursor);
    show();
}

const CompletionChoice& CompletionPopup::current() const {
    return m_model->choice(std::max(m_list->currentIndex().row(), 0));
}

bool CompletionPopup::moveBy(int key) {
    const int last = m_model->rowCount() - 1;
    int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Down:
        row = row == last ? 0 : row + 1;
        break;
    case Qt::Key_Up:
        row = row == 0 ? last : row - 1;
        break;
    case Qt::Key_PageDown:
        row = std::min(row + kVisibleRows, last);
        break;
    case Qt::Key_PageUp:
        row = std::max(row - kVisibleRows, 0);
        break;
    default:
        return false;
    }
    m_list->setCurrentIndex(m_model->index(row));
    return true;
}

void CompletionPopup::showHelp() {
    const auto help = m_list->currentIndex().data(CompletionModel::kHelp).toString();
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
}

void CompletionPopup::place(const QRect& cursor) {
    const int rows = std::min(m_model->rowCount(), kVisibleRows);
    m_list->setFixedHeight(rows * std::max(m_list->sizeHintForRow(0), fontMetrics().height()) + 2);
    setFixedWidth(std::clamp(m_list->sizeHintForColumn(0) + kGap, kMinWidth, kMaxWidth));
    adjustSize();
    const auto room = screen()->availableGeometry();
    const bool fitsBelow = cursor.bottom() + height() < room.bottom();
    const int top = fitsBelow ? cursor.bottom() + 1 : cursor.top() - height();
    move(std::clamp(cursor.left(), room.left(), std::max(room.left(), room.right() - width())), top);
}

} // namespace hearth::ui
