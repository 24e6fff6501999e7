// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "promql/binary/signature.h"
#include "promql/binary/vector_join.h"

namespace hearth::promql {

namespace {

/// One flag a step: whether some of the rows has a value there.
std::vector<bool> presence(const Table& table, const std::vector<std::uint32_t>& rows) {
    std::vector<bool> present(table.width(), false);
    for (const std::uint32_t row : rows) {
        const auto cells = table.row(row);
        for (std::size_t step = 0; step < cells.size(); ++step) {
            present[step] = present[step] || !isAbsent(cells[step]);
        }
    }
    return present;
}

void keepWhere(Table& table, const std::vector<std::uint32_t>& rows, const std::vector<bool>& flags, bool wanted) {
    for (const std::uint32_t row : rows) {
        const auto cells = table.row(row);
        for (std::size_t step = 0; step < cells.size(); ++step) {
            if (flags[step] != wanted) {
                cells[step] = absentValue();
            }
        }
    }
}

} // namespace

Result<Table> combineSets(BinaryOp op, const VectorMatching& matching, Table left, Table right) {
    for (const MatchGroup& group : matchGroups(left, right, matching)) {
        switch (op) {
        case BinaryOp::kAnd:
            keepWhere(left, group.left, presence(right, group.right), true);
            break;
        case BinaryOp::kUnless:
            keepWhere(left, group.left, presence(right, group.right), false);
            break;
        default:
            keepWhere(right, group.right, presence(left, group.left), false);
            break;
        }
    }
    left.removeEmptyRows();
    if (op != BinaryOp::kOr) {
        return left;
    }
    right.removeEmptyRows();
    const std::array<Table, 2> both{std::move(left), std::move(right)};
    return concatenate(both, both[0].width(), both[0].budget());
}

} // namespace hearth::promql
