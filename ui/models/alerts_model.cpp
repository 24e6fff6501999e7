// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts_model.h"

#include <algorithm>
#include <utility>

#include "models/alert_text.h"

namespace hearth::ui {
namespace {

template <class T>
int sign(const T& a, const T& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

int compareRows(const AlertRow& a, const AlertRow& b, int column) {
    switch (column) {
    case AlertsModel::kState:
        return sign(a.condition, b.condition);
    case AlertsModel::kSince:
        return sign(a.since, b.since);
    case AlertsModel::kValue:
        return sign(a.value, b.value);
    case AlertsModel::kLabels:
        return a.labelsText.compare(b.labelsText);
    case AlertsModel::kReceiver:
        return a.receivers.compare(b.receivers);
    default:
        return a.name.compare(b.name);
    }
}

const AlertRow& alertOf(const void* item) {
    return *static_cast<const AlertRow*>(item);
}

} // namespace

AlertsModel::AlertsModel(QObject* parent)
    : GroupedModel(parent)
    , m_snapshot(std::make_shared<AlertSnapshot>()) {}

void AlertsModel::setSnapshot(AlertSnapshotPtr snapshot) {
    if (snapshot != m_snapshot) {
        m_next = std::move(snapshot);
        update();
    }
}

void AlertsModel::setFilter(AlertFilter filter) {
    m_filter = std::move(filter);
    update();
}

void AlertsModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, kColumnCount - 1);
    for (int i = 0; i < rowCount(); ++i) {
        const auto group = index(i, 0);
        emit dataChanged(group, index(i, kColumnCount - 1));
        emit dataChanged(index(0, 0, group), index(rowCount(group) - 1, kColumnCount - 1, group));
    }
}

void AlertsModel::sort(int column, Qt::SortOrder order) {
    if (std::exchange(m_sortColumn, column) != column || m_sortOrder != order) {
        m_sortOrder = order;
        update();
    }
}

void AlertsModel::setNow(model::TimestampMs now) {
    const auto before = std::exchange(m_now, now);
    const auto isOlder = [&](const Row& row) { return AlertText::ageChange(alertOf(row.item).since, before) <= now; };
    for (int i = 0; i < rowCount(); ++i) {
        const auto& rows = view()[static_cast<std::size_t>(i)].rows;
        const auto first = std::ranges::find_if(rows, isOlder);
        if (first == rows.end()) {
            continue;
        }
        const auto last = std::find_if(rows.rbegin(), rows.rend(), isOlder).base() - 1;
        const auto cell = [&](auto row) { return index(static_cast<int>(row - rows.begin()), kSince, index(i, 0)); };
        emit dataChanged(cell(first), cell(last), {Qt::DisplayRole});
    }
}

std::optional<model::TimestampMs> AlertsModel::nextChange() const {
    std::optional<model::TimestampMs> next;
    for (const auto& group : m_snapshot->groups) {
        for (const auto& row : group.rows) {
            const auto change = AlertText::ageChange(row.since, m_now);
            next = next ? std::min(*next, change) : change;
        }
    }
    return next;
}

void AlertsModel::update() {
    show(computeView(m_next ? *m_next : *m_snapshot));
    if (m_next) {
        m_snapshot = std::exchange(m_next, nullptr);
    }
}

GroupedModel::View AlertsModel::computeView(const AlertSnapshot& snapshot) const {
    View view;
    view.reserve(snapshot.groups.size());
    for (const auto& group : snapshot.groups) {
        Group shown{group.key, &group, {}};
        for (const auto& row : group.rows) {
            if (m_filter.accepts(row)) {
                shown.rows.push_back({row.key, &row});
            }
        }
        if (!shown.rows.empty()) {
            sortRows(shown.rows);
            view.push_back(std::move(shown));
        }
    }
    return view;
}

/// A snapshot's rows come sorted by name, so a stable sort leaves equal rows in that order.
void AlertsModel::sortRows(std::vector<Row>& rows) const {
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    const auto before = [column = m_sortColumn, descending](const Row& a, const Row& b) {
        const int order = compareRows(alertOf(a.item), alertOf(b.item), column);
        return descending ? order > 0 : order < 0;
    };
    if (!std::ranges::is_sorted(rows, before)) {
        std::ranges::stable_sort(rows, before);
    }
}

bool AlertsModel::looksSame(const void* before, const void* after) const {
    return alertOf(before) == alertOf(after);
}

bool AlertsModel::groupLooksSame(const void* before, const void* after) const {
    return static_cast<const AlertGroupRow*>(before)->counts == static_cast<const AlertGroupRow*>(after)->counts;
}

} // namespace hearth::ui
