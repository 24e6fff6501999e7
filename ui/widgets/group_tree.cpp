// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/group_tree.h"

#include <utility>

namespace hearth::ui {

void GroupTree::follow(QAbstractItemModel* model, int keyRole, Find find) {
    m_keyRole = keyRole;
    m_find = std::move(find);
    setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &GroupTree::restore);
    connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent) {
        if (!parent.isValid()) {
            restore();
        }
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &GroupTree::remember);
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex& group) { m_closed.insert(group.data(m_keyRole).toString()); });
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex& group) { m_closed.remove(group.data(m_keyRole).toString()); });
}

void GroupTree::remember(const QModelIndex& current) {
    if (current.isValid()) {
        m_current = current.data(m_keyRole).toString();
    }
}

void GroupTree::restore() {
    for (int i = 0; i < model()->rowCount(); ++i) {
        const auto group = model()->index(i, 0);
        if (m_spanned) {
            setFirstColumnSpanned(i, {}, true);
        }
        setExpanded(group, !m_closed.contains(group.data(m_keyRole).toString()));
    }
    if (!m_current.isEmpty() && !currentIndex().isValid()) {
        if (const auto index = m_find(m_current); index.isValid()) {
            setCurrentIndex(index);
        }
    }
}

} // namespace hearth::ui
