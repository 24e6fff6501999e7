// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/list_pane.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include "widgets/elided_label.h"
#include "widgets/extension_button.h"
#include "widgets/filter_chips.h"
#include "widgets/filter_field.h"

namespace hearth::ui {
namespace {

constexpr int kListHeight = 400;
constexpr int kDetailHeight = 240;
constexpr int kLeastDetailHeight = 160;

QHBoxLayout* rowWith(QWidget* widget, const QMargins& margins) {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(margins);
    row->addWidget(widget);
    return row;
}

} // namespace

ListPane::ListPane(QWidget* list, QWidget* detail, QWidget* parent)
    : QWidget(parent)
    , m_filter(new FilterField(this))
    , m_counts(new ElidedLabel(this)) {
    m_counts->setQuiet(true);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_counts->hide();
    auto* head = rowWith(m_filter, {16, 8, 16, 4});
    head->setSpacing(16);
    head->setStretch(0, 1);
    head->addWidget(m_counts);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addLayout(head);
    setTabOrder(m_filter, list);
    if (detail == nullptr) {
        m_column->addWidget(list, 1);
        return;
    }
    setTabOrder(list, detail);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(list);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kListHeight, kDetailHeight});
    detail->setMinimumHeight(kLeastDetailHeight);
    detail->hide();
    m_column->addWidget(splitter, 1);
}

void ListPane::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ListPane::setCounts(const QString& text) {
    m_counts->setText(m_filter->problem().isEmpty() ? text : m_filter->problem());
    m_counts->setVisible(!m_counts->text().isEmpty());
}

FilterChips& ListPane::addChips() {
    auto* chips = new FilterChips(this);
    m_column->insertLayout(m_rows++, rowWith(chips, {12, 0, 12, 0}));
    return *chips;
}

QToolBar& ListPane::addTools() {
    auto* tools = new QToolBar(this);
    tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tools->setIconSize({16, 16});
    tintExtensionButton(*tools);
    m_column->insertLayout(m_rows++, rowWith(tools, {10, 0, 10, 4}));
    return *tools;
}

} // namespace hearth::ui
