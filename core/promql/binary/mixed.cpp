// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/binary/mixed.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "promql/functions/histogram_notes.h"

namespace hearth::promql {

namespace {

using model::FloatHistogram;

std::string_view kindText(const FloatHistogram* histogram) {
    return histogram != nullptr ? "histogram" : "float";
}

/// One cell at a time, of which at least one operand is a histogram.
class CellCombiner {
  public:
    CellCombiner(const MixedRule& rule, QueryContext& context)
        : m_rule(rule)
        , m_context(context) {}

    double combineCells(double left, double right) const {
        if (isAbsent(left) || isAbsent(right)) {
            return absentValue();
        }
        const auto* const leftOne = m_context.histograms.find(left);
        const auto* const rightOne = m_context.histograms.find(right);
        if (leftOne != nullptr && rightOne != nullptr) {
            return ofTwo(left, *leftOne, *rightOne);
        }
        if (leftOne != nullptr && (m_rule.op == BinaryOp::kMul || m_rule.op == BinaryOp::kDiv)) {
            return scaled(*leftOne, right, m_rule.op == BinaryOp::kDiv);
        }
        if (rightOne != nullptr && leftOne == nullptr && m_rule.op == BinaryOp::kMul) {
            return scaled(*rightOne, left, false);
        }
        tellIncompatible(leftOne, rightOne);
        return absentValue();
    }

  private:
    double ofTwo(double cell, const FloatHistogram& left, const FloatHistogram& right) const {
        switch (m_rule.op) {
        case BinaryOp::kAdd:
        case BinaryOp::kSub:
            return sum(left, right, m_rule.op == BinaryOp::kAdd ? 1 : -1);
        case BinaryOp::kEqual:
        case BinaryOp::kNotEqual:
            return compared(cell, equalHistograms(left, right) == (m_rule.op == BinaryOp::kEqual));
        default:
            tellIncompatible(&left, &right);
            return absentValue();
        }
    }

    double compared(double cell, bool holds) const {
        if (m_rule.returnBool) {
            return holds ? 1 : 0;
        }
        return holds ? cell : absentValue();
    }

    double sum(const FloatHistogram& left, const FloatHistogram& right, double sign) const {
        auto result = left;
        const auto notes = combine(result, right, sign);
        if (!notes) {
            m_context.annotations.warning(
                fmt::format("incompatible bucket layout encountered for binary operator {}", binaryOpText(m_rule.op)),
                m_rule.where);
            return absentValue();
        }
        tellNotes(*notes, sign > 0 ? "addition" : "subtraction", m_context, m_rule.where);
        result.hint = sign > 0 ? result.hint : model::CounterResetHint::kGauge;
        model::compact(result);
        return m_context.histograms.add(std::move(result));
    }

    double scaled(const FloatHistogram& histogram, double number, bool divides) const {
        auto result = histogram;
        divides ? divide(result, number) : multiply(result, number);
        model::compact(result);
        return m_context.histograms.add(std::move(result));
    }

    void tellIncompatible(const FloatHistogram* left, const FloatHistogram* right) const {
        const auto op = binaryOpText(m_rule.op);
        m_context.annotations.info(
            fmt::format("incompatible sample types encountered for binary operator \"{}\": {} {} {}", op,
                        kindText(left), op, kindText(right)),
            m_rule.where);
    }

    const MixedRule& m_rule;
    QueryContext& m_context;
};

} // namespace

void combineMixed(const MixedRule& rule, std::span<const double> left, std::span<const double> right,
                  std::span<double> out, QueryContext& context) {
    const auto holds = [](std::span<const double> cells) { return std::ranges::any_of(cells, isHistogram); };
    if (context.histograms.empty() || (!holds(left) && !holds(right))) {
        rule.kernel(left, right, out);
        return;
    }
    const std::vector<double> lefts(left.begin(), left.end()); // `out` may be one of them
    const std::vector<double> rights(right.begin(), right.end());
    rule.kernel(lefts, rights, out);
    const CellCombiner combiner(rule, context);
    for (std::size_t step = 0; step < out.size(); ++step) {
        if (isHistogram(lefts[step]) || isHistogram(rights[step])) {
            out[step] = combiner.combineCells(lefts[step], rights[step]);
        }
    }
}

} // namespace hearth::promql
