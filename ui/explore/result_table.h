// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <cstdint>
#include <memory>
#include <vector>

#include "model/query_value.h"

namespace hearth::ui {

/// One row of an instant query's answer.
struct ResultRow {
    model::Labels labels;
    QString name;                       ///< All labels in one: `up{job="node"}`.
    QString value;                      ///< All digits.
    std::vector<model::Sample> samples; ///< One, or those of a range vector.
    double number = 0;
    bool isNumber = true;
};

/// The answer of an instant query as rows and label columns. Immutable once made.
/// Threads: thread-safe (a shared snapshot).
struct ResultTable {
    enum class Kind : std::uint8_t { kVector, kMatrix, kScalar, kString };

    Kind kind = Kind::kVector;
    std::vector<ResultRow> rows;
    std::vector<std::string> labelNames; ///< Those that occur; the metric's name first, the rest sorted.
    std::size_t left = 0;                ///< Rows of the answer beyond kMaxRows.
};

using ResultTablePtr = std::shared_ptr<const ResultTable>;

/// Rows that a table takes; the rest is counted only.
inline constexpr std::size_t kMaxRows = 100'000;
/// Samples of a range vector that are written into one cell.
inline constexpr std::size_t kMaxCellSamples = 200;

ResultTablePtr makeResultTable(model::QueryValue value);

/// What a table shows and in which order; by row of the ResultTable.
using RowOrder = std::vector<std::uint32_t>;

struct Arrangement {
    static constexpr int kUnsorted = -1;
    static constexpr int kByName = -2;
    static constexpr int kByValue = -3;

    QStringList words;      ///< All must occur in a row's name or value, in any case.
    int column = kUnsorted; ///< Index into labelNames, or one of the above.
    bool descending = false;
};

/// Filters and sorts; for a worker where there may be many rows. Equal rows keep the answer's order.
RowOrder arrange(const ResultTable& table, const Arrangement& arrangement);

} // namespace hearth::ui
