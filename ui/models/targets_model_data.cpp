// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/plain_text.h"
#include "models/targets_model.h"
#include "models/time_text.h"
#include "models/value_format.h"

/// The read side of TargetsModel: what each cell says.
namespace hearth::ui {

QModelIndex TargetsModel::index(int row, int column, const QModelIndex& parent) const {
    if (row < 0 || column < 0 || column >= kColumnCount || row >= rowCount(parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? m_view[static_cast<std::size_t>(parent.row())].id : 0);
}

QModelIndex TargetsModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0) {
        return {};
    }
    return createIndex(positionOf(child.internalId()), 0, quintptr{0});
}

int TargetsModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) {
        return static_cast<int>(m_view.size());
    }
    const bool isPool = parent.internalId() == 0 && parent.column() == 0;
    return isPool ? static_cast<int>(m_view[static_cast<std::size_t>(parent.row())].rows.size()) : 0;
}

int TargetsModel::columnCount(const QModelIndex& /*parent*/) const {
    return kColumnCount;
}

QVariant TargetsModel::data(const QModelIndex& index, int role) const {
    if (const auto* row = targetAt(index)) {
        if (role == KeyRole) {
            return QString(poolAt(index)->name + QLatin1Char('\n') + row->key);
        }
        return targetData(*row, index.column(), role);
    }
    return index.isValid() ? poolData(m_view[static_cast<std::size_t>(index.row())], index.column(), role) : QVariant();
}

QVariant TargetsModel::poolData(const PoolView& view, int column, int role) const {
    if (role == KeyRole) {
        return view.pool->name;
    }
    if (column != kState || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    return QString(view.pool->name + QStringLiteral("   ") + countsText(view.pool->counts));
}

QVariant TargetsModel::targetData(const TargetRow& row, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return targetText(row, column);
    case HealthRole:
        return static_cast<int>(row.target.health);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == kLast || column == kDuration ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (column == kDuration) {
            return plainToolTip(ValueFormat::full(row.target.lastScrapeSeconds) + QStringLiteral(" s"));
        }
        if (column == kLast && row.target.lastScrape) {
            return plainToolTip(TimeText::absolute(*row.target.lastScrape, false));
        }
        return column == kName || column == kAddress || column == kError ? plainToolTip(targetText(row, column))
                                                                         : QVariant();
    default:
        return {};
    }
}

QString TargetsModel::targetText(const TargetRow& row, int column) const {
    switch (column) {
    case kState:
        return healthWord(row.target.health);
    case kName:
        return row.name;
    case kAddress:
        return row.url;
    case kLast:
        return TimeText::age(row.target.lastScrape, m_now);
    case kDuration:
        return row.target.lastScrape ? ValueFormat::format(row.target.lastScrapeSeconds, Unit::kSeconds).text()
                                     : QString();
    case kError:
        return row.error;
    default:
        return {};
    }
}

QVariant TargetsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((section == kLast || section == kDuration ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case kState:
        return tr("State");
    case kName:
        return tr("Name");
    case kAddress:
        return tr("Address");
    case kLast:
        return tr("Last scrape");
    case kDuration:
        return tr("Duration");
    case kError:
        return tr("Error");
    default:
        return {};
    }
}

QString TargetsModel::healthWord(datasource::TargetHealth health) {
    switch (health) {
    case datasource::TargetHealth::kUp:
        return tr("Up");
    case datasource::TargetHealth::kDown:
        return tr("Down");
    case datasource::TargetHealth::kUnknown:
        return tr("Unknown");
    }
    return {};
}

QString TargetsModel::countsText(const TargetCounts& counts) {
    QStringList parts;
    if (counts.up > 0) {
        parts << tr("%Ln up", nullptr, static_cast<int>(counts.up));
    }
    if (counts.down > 0) {
        parts << tr("%Ln down", nullptr, static_cast<int>(counts.down));
    }
    if (counts.unknown > 0) {
        parts << tr("%Ln unknown", nullptr, static_cast<int>(counts.unknown));
    }
    return parts.isEmpty() ? tr("no targets") : parts.join(tr(", "));
}

} // namespace hearth::ui
