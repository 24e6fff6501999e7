// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <functional>

#include "widgets/table_view.h"

namespace hearth::ui {

/// A tree of groups and rows below them. Groups are open until the person closes them; those that are closed and the
/// current row are known by their keys, so that they stay through resets of the model.
/// Threads: confined to the GUI thread.
class GroupTree : public TableView {
    Q_OBJECT

  public:
    /// Where a key stands; an invalid index where it is not shown.
    using Find = std::function<QModelIndex(const QString& key)>;

    using TableView::TableView;

    /// Shows `model`, which must outlive the tree; each index has its key under `keyRole`.
    void follow(QAbstractItemModel* model, int keyRole, Find find);
    /// A group's first column takes its whole line.
    void setGroupsSpanned(bool spanned) { m_spanned = spanned; }

  private:
    void restore();
    void remember(const QModelIndex& current);

    int m_keyRole = Qt::UserRole;
    Find m_find;
    QSet<QString> m_closed;
    QString m_current;
    bool m_spanned = false;
};

} // namespace hearth::ui
