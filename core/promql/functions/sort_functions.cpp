// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numeric>

#include "promql/functions/call_site.h"

namespace hearth::promql {

namespace {

using Order = std::vector<std::size_t>;

Result<StreamPtr> inOrder(Table table, const Order& order) {
    return std::make_unique<TableStream>(HEARTH_TRY(pickRows(std::move(table), order)));
}

Order unsorted(const Table& table) {
    Order order(table.size());
    std::iota(order.begin(), order.end(), 0);
    return order;
}

/// In a range query the answer is ordered by labels whatever is asked for.
bool isEffective(const CallSite& site) {
    if (!site.context().rangeQuery) {
        return true;
    }
    site.context().annotations.warning(
        "sort is ineffective for range queries since results are always ordered by labels", site.expr.range);
    return false;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A run of digits at the front of `text`, without leading zeros; `text` moves past it.
std::string_view takeNumber(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && isDigit(text[length])) {
        ++length;
    }
    std::string_view number = text.substr(0, length);
    text.remove_prefix(length);
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    return number;
}

/// Compares as people count: runs of digits as numbers, the rest byte by byte.
std::strong_ordering compareNaturally(std::string_view left, std::string_view right) {
    while (!left.empty() && !right.empty()) {
        if (isDigit(left.front()) && isDigit(right.front())) {
            const std::string_view leftNumber = takeNumber(left);
            const std::string_view rightNumber = takeNumber(right);
            const auto byLength = leftNumber.size() <=> rightNumber.size();
            const auto order = byLength != 0 ? byLength : leftNumber <=> rightNumber;
            if (order != 0) {
                return order;
            }
            continue;
        }
        if (left.front() != right.front()) {
            return static_cast<unsigned char>(left.front()) <=> static_cast<unsigned char>(right.front());
        }
        left.remove_prefix(1);
        right.remove_prefix(1);
    }
    return left.size() <=> right.size();
}

std::strong_ordering compareByLabels(const model::Labels& left, const model::Labels& right,
                                     const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const auto order = compareNaturally(left.value(name), right.value(name));
        if (order != 0) {
            return order;
        }
    }
    return left <=> right;
}

} // namespace

Result<StreamPtr> callSort(const CallSite& site) {
    if (!isEffective(site)) {
        return site.vector(0);
    }
    Table table = HEARTH_TRY(site.table(0));
    const bool descending = site.function() == Function::kSortDesc;
    Order order = unsorted(table);
    std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) {
        const double a = table.row(left)[0];
        const double b = table.row(right)[0];
        if (std::isnan(a) || std::isnan(b)) {
            return !std::isnan(a) && std::isnan(b);
        }
        return descending ? a > b : a < b;
    });
    return inOrder(std::move(table), order);
}

Result<StreamPtr> callSortByLabel(const CallSite& site) {
    if (!isEffective(site)) {
        return site.mixedVector(0);
    }
    Table table = HEARTH_TRY(site.mixedTable(0));
    const std::vector<std::string> names = site.texts(1);
    const bool descending = site.function() == Function::kSortByLabelDesc;
    Order order = unsorted(table);
    std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) {
        const auto compared = compareByLabels(table.keys()[left].labels, table.keys()[right].labels, names);
        return descending ? compared > 0 : compared < 0;
    });
    return inOrder(std::move(table), order);
}

} // namespace hearth::promql
