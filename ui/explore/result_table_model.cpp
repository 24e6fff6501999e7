// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/result_table_model.h"

#include <algorithm>

#include "models/plain_text.h"

namespace hearth::ui {

void ResultTableModel::show(ResultTablePtr table, RowOrder order, Unit unit) {
    beginResetModel();
    m_table = std::move(table);
    m_order = std::move(order);
    m_unit = unit;
    endResetModel();
}

void ResultTableModel::setRaw(bool raw) {
    if (raw != m_raw) {
        beginResetModel();
        m_raw = raw;
        endResetModel();
    }
}

int ResultTableModel::labelColumns() const {
    return m_table ? std::min(static_cast<int>(m_table->labelNames.size()), kMaxLabelColumns) : 0;
}

int ResultTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int ResultTableModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid() || !m_table) {
        return 0;
    }
    return m_raw || labelColumns() == 0 ? 2 : labelColumns() + 1;
}

int ResultTableModel::sortKey(int column) const {
    if (column < 0) {
        return Arrangement::kUnsorted;
    }
    if (isValue(column)) {
        return Arrangement::kByValue;
    }
    return m_raw || labelColumns() == 0 ? Arrangement::kByName : column;
}

QString ResultTableModel::fullText(const ResultRow& row, int column) const {
    if (isValue(column)) {
        return row.value;
    }
    if (m_raw || labelColumns() == 0) {
        return row.name;
    }
    return toQString(row.labels.value(m_table->labelNames[static_cast<std::size_t>(column)]));
}

QString ResultTableModel::text(const ResultRow& row, int column) const {
    if (isValue(column) && row.isNumber) {
        return ValueFormat::format(row.number, m_unit).text();
    }
    auto text = fullText(row, column);
    if (const auto end = text.indexOf(QLatin1Char('\n')); end >= 0) {
        text = text.left(end) + QStringLiteral(" …");
    }
    return text;
}

QVariant ResultTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const auto& row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(fullText(row, index.column()));
    case kCopyRole:
        return fullText(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant((isValue(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant ResultTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((isValue(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (isValue(section)) {
        return tr("Value");
    }
    if (m_raw || labelColumns() == 0) {
        return tr("Series");
    }
    const auto& name = m_table->labelNames[static_cast<std::size_t>(section)];
    return name == model::kMetricName ? tr("Metric") : toQString(name);
}

} // namespace hearth::ui
