// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QHash>
#include <QString>
#include <vector>

namespace hearth::ui {

/// The structure of a model with groups and rows below them, over items that somebody else keeps. A new view is told as
/// differences, so that selection, expansion and scroll position stay; only where groups change places or very many
/// rows change at once is it a reset. What the cells say is the subclass's business.
/// Threads: confined to the GUI thread.
class GroupedModel : public QAbstractItemModel {
    Q_OBJECT

  public:
    using QAbstractItemModel::QAbstractItemModel;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    /// Rows of all groups.
    std::size_t shownRows() const;

  protected:
    /// Keys are unique: a group's among groups, a row's within its group.
    struct Row {
        QString key;
        const void* item = nullptr;
    };
    struct Group {
        QString key;
        const void* item = nullptr;
        std::vector<Row> rows;
        quintptr id = 0; ///< Set by show(): stays with the key for the model's life, as children hold it.
    };
    using View = std::vector<Group>;

    /// Items of the view before and of this one must be alive during the call.
    void show(View next);
    const View& view() const { return m_view; }
    static bool isGroup(const QModelIndex& index) { return index.internalId() == 0; }
    /// Of a valid index, a group's or a row's.
    const Group& groupOf(const QModelIndex& index) const;
    const Row& rowOf(const QModelIndex& index) const;
    QModelIndex find(const QString& groupKey, const QString& rowKey) const;

    /// Whether a row's cells say the same of both items.
    virtual bool looksSame(const void* before, const void* after) const = 0;
    /// Likewise a group's.
    virtual bool groupLooksSame(const void* /*before*/, const void* /*after*/) const { return false; }

  private:
    quintptr idOf(const QString& key);
    int positionOf(const QString& key) const;
    int positionOf(quintptr id) const { return id < m_positions.size() ? m_positions[id] : -1; }
    bool isFarFrom(const View& next) const;
    void reset(View next);
    void updateGroups(const View& next);
    void updateRows(int position, std::vector<Row> next);
    void moveRows(int position, const std::vector<Row>& next);
    void reorder(int position, const std::vector<int>& order);
    void indexPositions();

    View m_view;
    QHash<QString, quintptr> m_ids; ///< Of every group seen.
    std::vector<int> m_positions;   ///< By id; -1 where the group is not shown.
};

} // namespace hearth::ui
