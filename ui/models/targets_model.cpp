// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/targets_model.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "models/isolated_text.h"
#include "models/plain_text.h"
#include "models/time_text.h"
#include "models/value_format.h"

namespace hearth::ui {
namespace {

using datasource::TargetHealth;

/// Failures first.
int healthRank(TargetHealth health) {
    return health == TargetHealth::kDown ? 0 : health == TargetHealth::kUnknown ? 1 : 2;
}

int compareRows(const TargetRow& a, const TargetRow& b, int column) {
    const auto sign = [](auto order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
    switch (column) {
    case TargetsModel::kState:
        return healthRank(a.target.health) - healthRank(b.target.health);
    case TargetsModel::kAddress:
        return a.url.compare(b.url);
    case TargetsModel::kLast:
        return sign(a.target.lastScrape <=> b.target.lastScrape);
    case TargetsModel::kDuration:
        return sign(a.target.lastScrapeSeconds <=> b.target.lastScrapeSeconds);
    case TargetsModel::kError:
        // Rows with an error before rows without.
        return a.error.isEmpty() != b.error.isEmpty() ? (a.error.isEmpty() ? 1 : -1) : a.error.compare(b.error);
    default:
        return a.name.compare(b.name);
    }
}

const TargetRow& targetOf(const void* item) {
    return *static_cast<const TargetRow*>(item);
}

QVariant alignmentOf(int column) {
    const bool number = column == TargetsModel::kLast || column == TargetsModel::kDuration;
    return QVariant::fromValue((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

TargetsModel::TargetsModel(QObject* parent)
    : GroupedModel(parent)
    , m_snapshot(std::make_shared<TargetSnapshot>()) {}

void TargetsModel::setSnapshot(TargetSnapshotPtr snapshot) {
    m_next = std::move(snapshot);
    update();
}

void TargetsModel::setFilter(TargetFilter filter) {
    m_filter = std::move(filter);
    update();
}

void TargetsModel::sort(int column, Qt::SortOrder order) {
    if (std::exchange(m_sortColumn, column) != column || m_sortOrder != order) {
        m_sortOrder = order;
        update();
    }
}

void TargetsModel::update() {
    show(computeView(m_next ? *m_next : *m_snapshot));
    if (m_next) {
        m_snapshot = std::exchange(m_next, nullptr);
    }
}

GroupedModel::View TargetsModel::computeView(const TargetSnapshot& snapshot) const {
    View view;
    for (const auto& pool : snapshot.pools) {
        if (!m_filter.acceptsPool(pool)) {
            continue;
        }
        Group shown{pool.name, &pool, {}};
        shown.rows.reserve(pool.rows.size());
        for (const auto& row : pool.rows) {
            if (m_filter.acceptsRow(row)) {
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
void TargetsModel::sortRows(std::vector<Row>& rows) const {
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    const int column = m_sortColumn;
    if (column == kName && !descending) {
        return;
    }
    std::ranges::stable_sort(rows, [=](const Row& a, const Row& b) {
        const int order = compareRows(targetOf(a.item), targetOf(b.item), column);
        return descending ? order > 0 : order < 0;
    });
}

bool TargetsModel::looksSame(const void* before, const void* after) const {
    const auto looks = [](const TargetRow& row) {
        const auto& target = row.target;
        return std::tie(row.name, row.url, row.error, target.health, target.lastScrape, target.lastScrapeSeconds);
    };
    return looks(targetOf(before)) == looks(targetOf(after));
}

const TargetRow* TargetsModel::targetAt(const QModelIndex& index) const {
    return index.isValid() && !isGroup(index) ? static_cast<const TargetRow*>(rowOf(index).item) : nullptr;
}

const TargetPool* TargetsModel::poolAt(const QModelIndex& index) const {
    return index.isValid() ? static_cast<const TargetPool*>(groupOf(index).item) : nullptr;
}

QModelIndex TargetsModel::indexOf(const QString& key) const {
    for (int i = 0; i < rowCount(); ++i) {
        const auto& pool = view()[static_cast<std::size_t>(i)].key;
        if (key == pool) {
            return index(i, 0);
        }
        if (key.startsWith(pool) && key.mid(pool.size(), 1) == QLatin1String("\n")) {
            return find(pool, key.mid(pool.size() + 1));
        }
    }
    return {};
}

int TargetsModel::columnCount(const QModelIndex& /*parent*/) const {
    return kColumnCount;
}

QVariant TargetsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const auto& pool = *poolAt(index);
    const auto* row = targetAt(index);
    if (role == KeyRole) {
        return row != nullptr ? QString(pool.name + QLatin1Char('\n') + row->key) : pool.name;
    }
    return row != nullptr ? targetData(*row, index.column(), role) : poolData(pool, index.column(), role);
}

QVariant TargetsModel::poolData(const TargetPool& pool, int column, int role) const {
    if (column != kState || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    return QString(isolated(pool.name) + QStringLiteral("   ") + countsText(pool.counts));
}

QVariant TargetsModel::targetData(const TargetRow& row, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return targetText(row, column);
    case ShapeRole:
        return column == kState ? QVariant(static_cast<int>(healthShape(row.target.health))) : QVariant();
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(row, column));
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

QString TargetsModel::toolTip(const TargetRow& row, int column) const {
    if (column == kLast || column == kDuration) {
        return !row.target.lastScrape ? QString()
               : column == kLast      ? TimeText::absolute(*row.target.lastScrape, m_utc)
                                      : ValueFormat::full(row.target.lastScrapeSeconds) + QStringLiteral(" s");
    }
    return column == kState ? QString() : targetText(row, column);
}

QVariant TargetsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (role != Qt::DisplayRole || section < 0 || section >= kColumnCount) {
        return {};
    }
    const std::array<QString, kColumnCount> names{tr("State"),       tr("Name"),     tr("Address"),
                                                  tr("Last scrape"), tr("Duration"), tr("Error")};
    return names.at(static_cast<std::size_t>(section));
}

QString TargetsModel::healthWord(TargetHealth health) {
    switch (health) {
    case TargetHealth::kUp:
        return tr("Up");
    case TargetHealth::kDown:
        return tr("Down");
    case TargetHealth::kUnknown:
        return tr("Unknown");
    }
    return {};
}

StateShape TargetsModel::healthShape(TargetHealth health) {
    return health == TargetHealth::kUp     ? StateShape::kGood
           : health == TargetHealth::kDown ? StateShape::kBad
                                           : StateShape::kUnknown;
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
