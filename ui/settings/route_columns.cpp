// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/route_columns.h"

#include <QEvent>
#include <QHeaderView>
#include <QTreeView>
#include <algorithm>
#include <numeric>

#include "widgets/header_drag.h"

namespace hearth::ui {
namespace {

constexpr int kGap = 16; ///< Between the end of a text and the next column.
constexpr int kSteps = 24;

/// Each column has at most its weight times one level, which is as high as the room allows.
std::vector<int> shared(const std::vector<int>& needs, const std::vector<double>& weights, int room) {
    const auto at = [&](double level) {
        std::vector<int> widths;
        for (std::size_t i = 0; i < needs.size(); ++i) {
            widths.push_back(std::min(needs[i], static_cast<int>(weights[i] * level)));
        }
        return widths;
    };
    double low = 0;
    double high = room / *std::ranges::min_element(weights);
    for (int step = 0; step < kSteps; ++step) {
        const double middle = (low + high) / 2;
        const auto widths = at(middle);
        (std::accumulate(widths.begin(), widths.end(), 0) <= room ? low : high) = middle;
    }
    return at(low);
}

} // namespace

RouteColumns::RouteColumns(QTreeView* tree, std::vector<double> weights)
    : QObject(tree)
    , m_tree(tree)
    , m_drag(new HeaderDrag(tree->header()))
    , m_weights(std::move(weights)) {
    m_tree->viewport()->installEventFilter(this);
}

bool RouteColumns::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        share();
    }
    return QObject::eventFilter(watched, event);
}

void RouteColumns::fit() {
    measure();
    share();
}

void RouteColumns::measure() {
    const QAbstractItemView* const view = m_tree;
    m_needs.clear();
    for (int i = 0; i < static_cast<int>(m_weights.size()); ++i) {
        m_needs.push_back(std::max(view->sizeHintForColumn(i), m_tree->header()->sectionSizeHint(i)) + kGap);
    }
}

void RouteColumns::share() {
    const int room = m_tree->viewport()->width();
    if (m_drag->happened() || m_needs.empty() || room <= 0) {
        return;
    }
    auto widths = shared(m_needs, m_weights, room);
    widths.back() += std::max(0, room - std::accumulate(widths.begin(), widths.end(), 0));
    const auto fitting = m_drag->fitting();
    for (std::size_t i = 0; i < widths.size(); ++i) {
        m_tree->header()->resizeSection(static_cast<int>(i), widths[i]);
    }
}

} // namespace hearth::ui
