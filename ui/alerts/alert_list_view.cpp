// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alert_list_view.h"

#include <QScrollBar>
#include <limits>

#include "models/alerts_model.h"

namespace hearth::ui {
namespace {

/// Below this width labels need the room.
constexpr int kReceiverFrom = 640;
/// Selected rows that are looked for again after a reset.
constexpr qsizetype kMaxRestored = 200;

QString keyOf(const QModelIndex& index) {
    return index.data(AlertsModel::KeyRole).toString();
}

} // namespace

AlertListView::AlertListView(AlertsModel& model, QWidget* parent)
    : TableView(AlertsModel::ShapeRole, parent)
    , m_model(model) {
    // Before the view hears of it: it forgets where its rows stood.
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &AlertListView::keepPlace);
    setModel(&model);
    buildUi();
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        openGroups();
        restorePlace();
        emit restored();
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& group) {
        if (!group.isValid()) {
            openGroups();
            restoreCurrent();
        }
    });
    // With a group its alerts go, and nobody is told that one of them was the current one.
    connect(&model, &QAbstractItemModel::rowsRemoved, this, [this] {
        if (m_hasCurrent && !currentIndex().isValid()) {
            m_hasCurrent = false;
            emit restored();
        }
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& group) { m_collapsed.insert(keyOf(group)); });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& group) { m_collapsed.remove(keyOf(group)); });
}

void AlertListView::buildUi() {
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSortingEnabled(true);
    sortByColumn(AlertsModel::kState, Qt::AscendingOrder);
    setHasReceivers(true);
}

std::vector<AlertRow> AlertListView::selectedAlerts() const {
    std::vector<AlertRow> rows;
    for (const auto& index : selectionModel()->selectedRows()) {
        if (const auto* row = m_model.alertAt(index)) {
            rows.push_back(*row);
        } else if (const auto* group = m_model.groupAt(index)) {
            rows.insert(rows.end(), group->rows.begin(), group->rows.end());
        }
    }
    return rows;
}

const AlertRow* AlertListView::currentAlert() const {
    return m_model.alertAt(currentIndex());
}

bool AlertListView::choose(const QString& key) {
    const auto index = m_model.indexOf(key);
    if (index.isValid()) {
        setCurrentIndex(index);
        scrollTo(index, QAbstractItemView::PositionAtCenter);
        setFocus(Qt::OtherFocusReason);
    }
    return index.isValid();
}

void AlertListView::setHasReceivers(bool hasReceivers) {
    // A group's row says the receiver, too.
    const int receiverFrom = hasReceivers ? kReceiverFrom : std::numeric_limits<int>::max();
    setColumns({{25}, {20, 2}, {12}, {10}, {24, 5}, {14, 2, receiverFrom}});
}

void AlertListView::startOver() {
    m_currentKey.clear();
}

void AlertListView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    TableView::currentChanged(current, previous);
    m_hasCurrent = current.isValid();
    if (m_model.alertAt(current) != nullptr) {
        m_currentKey = keyOf(current);
    }
}

void AlertListView::openGroups() {
    const int groups = m_model.rowCount();
    for (int i = 0; i < groups; ++i) {
        const auto group = m_model.index(i, 0);
        setExpanded(group, !m_collapsed.contains(keyOf(group)));
    }
    // After that: the first span lays all rows out, and groups that open then are laid out one by one.
    for (int i = 0; i < groups; ++i) {
        setFirstColumnSpanned(i, {}, true);
    }
}

void AlertListView::keepPlace() {
    m_selectedKeys.clear();
    for (const auto& index : selectionModel()->selectedRows()) {
        m_selectedKeys << keyOf(index);
    }
    m_scroll = verticalScrollBar()->value();
    const auto current = visualRect(currentIndex());
    const bool inSight = currentIndex().isValid() && viewport()->rect().intersects(current);
    m_currentAt = inSight ? std::optional(current.top()) : std::nullopt;
}

void AlertListView::restorePlace() {
    for (const auto& key : m_selectedKeys.mid(0, kMaxRestored)) {
        if (const auto index = m_model.indexOf(key); index.isValid()) {
            selectionModel()->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
    }
    restoreCurrent();
    const auto current = currentIndex();
    if (!current.isValid() && m_scroll == 0) {
        return;
    }
    doItemsLayout();
    auto* bar = verticalScrollBar();
    bar->setValue(current.isValid() && m_currentAt ? bar->value() + visualRect(current).top() - *m_currentAt
                                                   : m_scroll);
}

void AlertListView::restoreCurrent() {
    const auto index =
        currentIndex().isValid() || m_currentKey.isEmpty() ? QModelIndex() : m_model.indexOf(m_currentKey);
    if (index.isValid()) {
        const bool scrolls = hasAutoScroll();
        setAutoScroll(false);
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        setAutoScroll(scrolls);
    }
}

} // namespace hearth::ui
