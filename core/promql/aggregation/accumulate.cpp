// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "promql/aggregation/accumulators.h"
#include "promql/aggregation/aggregate.h"
#include "promql/aggregation/histogram_sums.h"

namespace hearth::promql {

namespace {

/// Reads series in the order of their groups, a fixed number a partition. A group that lies within one partition is
/// finished there; of the others each partition leaves a piece, and the pieces are merged in order.
template <class Cell>
class Accumulation {
  public:
    Accumulation(SeriesStream& stream, const GroupingRule& rule, std::size_t width, QueryContext& context)
        : m_stream(stream)
        , m_context(context)
        , m_grouping(groupSeries(stream.keys(), rule))
        , m_width(width)
        , m_table(width, context.budget) {}

    /// Histograms go to `sums` where there are any; without, they count as any value.
    Result<Table> run(HistogramSums* sums) && {
        m_sums = sums;
        HEARTH_TRY(m_table.create(m_grouping.groups));
        HEARTH_TRY(m_table.charge(m_grouping.groups.size() * m_width));
        const std::size_t count = m_grouping.order.size();
        m_pieces.resize((count + kPartitionSize - 1) / kPartitionSize);
        if (m_sums) {
            m_sums->expect(m_pieces.size());
        }
        const auto body = [this](std::size_t partition, Scratch& scratch) { return runPartition(partition, scratch); };
        HEARTH_TRY(m_context.forEachPartition(m_pieces.size(), body));
        mergePieces();
        if (m_sums) {
            m_sums->writeTo(m_table);
        }
        m_table.removeEmptyRows();
        return std::move(m_table);
    }

  private:
    struct Piece {
        std::size_t group = 0;
        std::vector<Cell> cells;
    };

    Result<void> runPartition(std::size_t partition, Scratch& scratch) {
        const std::size_t begin = partition * kPartitionSize;
        const std::size_t end = std::min(m_grouping.order.size(), begin + kPartitionSize);
        std::vector<Cell> cells(m_width);
        scratch.column.resize(m_width);
        for (std::size_t i = begin; i < end; ++i) {
            if (i % kCheckEvery == 0) {
                HEARTH_TRY(m_context.check());
            }
            HEARTH_TRY(m_stream.column(m_grouping.order[i], scratch.column, scratch));
            takeHistograms(partition, i, scratch.column);
            for (std::size_t step = 0; step < m_width; ++step) {
                if (!isAbsent(scratch.column[step])) {
                    cells[step].add(scratch.column[step]);
                }
            }
            if (i + 1 == end || m_grouping.groupAt(i + 1) != m_grouping.groupAt(i)) {
                finishGroup(partition, begin, i, cells);
            }
        }
        return {};
    }

    /// Histograms are no business of the cells.
    void takeHistograms(std::size_t partition, std::size_t position, std::span<double> column) {
        if (m_sums && !m_context.histograms.empty()) {
            m_sums->take(partition, m_grouping.groupAt(position), m_stream.key(m_grouping.order[position]), column);
        }
    }

    /// The last series of a group within a partition has been added.
    void finishGroup(std::size_t partition, std::size_t begin, std::size_t last, std::vector<Cell>& cells) {
        const std::size_t group = m_grouping.groupAt(last);
        const bool beganEarlier = begin > 0 && m_grouping.groupAt(begin - 1) == group;
        const bool goesOn = last + 1 < m_grouping.order.size() && m_grouping.groupAt(last + 1) == group;
        if (beganEarlier || goesOn) {
            m_pieces[partition].push_back({group, std::exchange(cells, std::vector<Cell>(m_width))});
        } else {
            write(group, cells);
            std::ranges::fill(cells, Cell());
        }
    }

    void mergePieces() {
        Piece current;
        for (auto& pieces : m_pieces) {
            for (Piece& piece : pieces) {
                if (!current.cells.empty() && current.group == piece.group) {
                    for (std::size_t step = 0; step < m_width; ++step) {
                        current.cells[step].merge(piece.cells[step]);
                    }
                    continue;
                }
                write(current.group, current.cells);
                current = std::move(piece);
            }
        }
        write(current.group, current.cells);
    }

    void write(std::size_t group, const std::vector<Cell>& cells) {
        if (!cells.empty()) {
            std::ranges::transform(cells, m_table.row(group).begin(), [](const Cell& cell) { return cell.result(); });
        }
    }

    SeriesStream& m_stream;
    QueryContext& m_context;
    const Grouping m_grouping;
    const std::size_t m_width;
    Table m_table;
    std::vector<std::vector<Piece>> m_pieces; ///< By partition.
    HistogramSums* m_sums = nullptr;
};

} // namespace

Result<Table> accumulate(AggregateOp op, SeriesStream& stream, const GroupingRule& rule, std::size_t width,
                         QueryContext& context, HistogramSums* sums) {
    switch (op) {
    case AggregateOp::kSum:
        return Accumulation<SumCell>(stream, rule, width, context).run(sums);
    case AggregateOp::kAvg:
        return Accumulation<AverageCell>(stream, rule, width, context).run(sums);
    case AggregateOp::kMin:
        return Accumulation<ExtremeCell<false>>(stream, rule, width, context).run(sums);
    case AggregateOp::kMax:
        return Accumulation<ExtremeCell<true>>(stream, rule, width, context).run(sums);
    case AggregateOp::kCount:
        return Accumulation<CountCell<false>>(stream, rule, width, context).run(sums);
    case AggregateOp::kGroup:
        return Accumulation<CountCell<true>>(stream, rule, width, context).run(sums);
    case AggregateOp::kStddev:
        return Accumulation<VarianceCell<true>>(stream, rule, width, context).run(sums);
    case AggregateOp::kStdvar:
        return Accumulation<VarianceCell<false>>(stream, rule, width, context).run(sums);
    default:
        return fail(ErrorCode::kInternal, "not an accumulating aggregation");
    }
}

} // namespace hearth::promql
