// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/legend_model.h"

#include <algorithm>
#include <cmath>

#include "models/plain_text.h"

namespace hearth::ui {

namespace {

bool sameSeries(const GraphDataPtr& a, const GraphDataPtr& b) {
    return a && b && std::ranges::equal(a->series, b->series, {}, &GraphSeries::hash, &GraphSeries::hash);
}

} // namespace

void LegendModel::setData(GraphDataPtr data, std::vector<SeriesStyle> styles) {
    const bool same = sameSeries(m_data, data);
    m_data = std::move(data);
    m_styles = std::move(styles);
    if (same) {
        // A refresh: rows stay where they are, so that nothing moves while one reads; only the numbers change.
        if (!m_rows.empty()) {
            emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        }
        return;
    }
    m_shown.assign(m_data ? m_data->series.size() : 0, true);
    rebuild();
}

void LegendModel::setFilter(const QString& filter) {
    m_words = filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    rebuild();
}

void LegendModel::sort(int column, Qt::SortOrder order) {
    m_sortColumn = column;
    m_order = order;
    rebuild();
}

double LegendModel::number(const SeriesSummary& summary, int column) {
    switch (column) {
    case kLast:
        return summary.last;
    case kMin:
        return summary.min;
    case kMax:
        return summary.max;
    default:
        return summary.mean;
    }
}

void LegendModel::rebuild() {
    beginResetModel();
    m_rows.clear();
    const auto& series = m_data ? m_data->series : std::vector<GraphSeries>();
    for (std::size_t i = 0; i < series.size(); ++i) {
        const auto matches = [&](const QString& word) { return series[i].name.contains(word, Qt::CaseInsensitive); };
        if (std::ranges::all_of(m_words, matches)) {
            m_rows.push_back(i);
        }
    }
    const auto before = [&](std::size_t a, std::size_t b) {
        if (m_sortColumn == kName) {
            return m_order == Qt::AscendingOrder ? series[a].name < series[b].name : series[b].name < series[a].name;
        }
        const double left = number(series[a].summary, m_sortColumn);
        const double right = number(series[b].summary, m_sortColumn);
        if (std::isnan(left) || std::isnan(right)) {
            return !std::isnan(left) && std::isnan(right); // no value: last in either order
        }
        return m_order == Qt::AscendingOrder ? left < right : right < left;
    };
    std::ranges::stable_sort(m_rows, before);
    endResetModel();
}

void LegendModel::isolate(const QModelIndex& index) {
    if (!index.isValid()) {
        return;
    }
    const auto series = seriesAt(index);
    const bool alone = m_shown[series] && std::ranges::count(m_shown, true) == 1;
    m_shown.assign(m_shown.size(), alone);
    m_shown[series] = true;
    announceShown();
}

void LegendModel::toggle(const QModelIndex& index) {
    if (index.isValid()) {
        const auto series = seriesAt(index);
        m_shown[series] = !m_shown[series];
        announceShown();
    }
}

void LegendModel::announceShown() {
    emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1), {kShownRole, Qt::DisplayRole});
    emit shownChanged();
}

int LegendModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LegendModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant LegendModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const auto i = seriesAt(index);
    const auto& series = m_data->series[i];
    const bool isName = index.column() == kName;
    switch (role) {
    case Qt::DisplayRole:
        return isName ? series.name : ValueFormat::format(number(series.summary, index.column()), m_data->unit).text();
    case Qt::ToolTipRole:
        return plainToolTip(isName ? series.name : ValueFormat::full(number(series.summary, index.column())));
    case Qt::TextAlignmentRole:
        return QVariant(isName ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    case kStyleRole:
        return m_styles[i].hue + SeriesColors::kHues * m_styles[i].dash;
    case kShownRole:
        return static_cast<bool>(m_shown[i]);
    default:
        return {};
    }
}

QVariant LegendModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(section == kName ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case kName:
        return tr("Series");
    case kLast:
        return tr("Last");
    case kMin:
        return tr("Min");
    case kMax:
        return tr("Max");
    default:
        return tr("Mean");
    }
}

} // namespace hearth::ui
