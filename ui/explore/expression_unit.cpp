// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/expression_unit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "promql/syntax/function_table.h"
#include "promql/syntax/parser.h"
#include "promql/syntax/walk.h"

namespace hearth::ui {

namespace {

using promql::AggregateOp;
using promql::BinaryOp;
using promql::Expr;
using promql::Function;

/// Suffixes that say what kind of series it is, not what it counts.
constexpr std::array<std::string_view, 4> kKindSuffixes{"_total", "_bucket", "_sum", "_created"};
constexpr std::array<std::pair<std::string_view, Unit>, 4> kUnitSuffixes{{
    {"bytes", Unit::kBytes},
    {"seconds", Unit::kSeconds},
    {"ratio", Unit::kRatio},
    {"celsius", Unit::kCelsius},
}};

Unit perSecond(Unit unit) {
    switch (unit) {
    case Unit::kBytes:
        return Unit::kBytesPerSecond;
    case Unit::kSeconds:
        return Unit::kRatio; // seconds a second: the share of the time
    case Unit::kNone:
        return Unit::kPerSecond;
    default:
        return Unit::kNone;
    }
}

class UnitReader {
  public:
    explicit UnitReader(const MetricCatalog::MetricList& metrics)
        : m_metrics(metrics) {}

    Unit of(const Expr& expr) const {
        return std::visit(promql::Overloaded{
                              [&](const promql::VectorSelector& selector) { return ofMetric(selector); },
                              [&](const promql::MatrixSelector& matrix) { return ofMetric(matrix.selector); },
                              [&](const promql::Subquery& subquery) { return of(*subquery.expr); },
                              [&](const promql::Paren& paren) { return of(*paren.expr); },
                              [&](const promql::Unary& unary) { return of(*unary.expr); },
                              [&](const promql::Binary& binary) { return ofBinary(binary); },
                              [&](const promql::Aggregation& aggregation) { return ofAggregation(aggregation); },
                              [&](const promql::Call& call) { return ofCall(call); },
                              [](const auto&) { return Unit::kNone; },
                          },
                          expr.node);
    }

  private:
    static bool isNumber(const Expr& expr) {
        return promql::withoutParens(expr).as<promql::NumberLiteral>() != nullptr;
    }

    Unit ofMetric(const promql::VectorSelector& selector) const {
        auto name = selector.name;
        for (const auto& matcher : selector.matchers) {
            if (matcher.name() == model::kMetricName && matcher.type() == model::MatchType::kEqual) {
                name = matcher.value();
            }
        }
        const auto text = QString::fromStdString(name);
        const auto found = std::ranges::lower_bound(m_metrics, text, {}, &CatalogMetric::name);
        const bool known = found != m_metrics.end() && found->name == text;
        return unitOfMetric(name, known ? found->unit.toStdString() : std::string());
    }

    Unit ofBinary(const promql::Binary& binary) const {
        const auto left = of(*binary.lhs);
        const auto right = of(*binary.rhs);
        switch (binary.op) {
        case BinaryOp::kDiv:
            if (isNumber(*binary.rhs)) {
                return Unit::kNone; // a conversion: only its author knows to what
            }
            return left == right && left != Unit::kNone ? Unit::kRatio : Unit::kNone;
        case BinaryOp::kMul:
        case BinaryOp::kPow:
        case BinaryOp::kAtan2:
            return Unit::kNone;
        case BinaryOp::kAdd:
        case BinaryOp::kSub:
            if (isNumber(*binary.lhs) || isNumber(*binary.rhs)) {
                return isNumber(*binary.lhs) ? right : left;
            }
            return left == right ? left : Unit::kNone;
        default:
            return binary.returnBool ? Unit::kNone : left;
        }
    }

    Unit ofAggregation(const promql::Aggregation& aggregation) const {
        switch (aggregation.op) {
        case AggregateOp::kCount:
        case AggregateOp::kGroup:
        case AggregateOp::kCountValues:
        case AggregateOp::kStdvar:
            return Unit::kNone;
        default:
            return of(*aggregation.expr);
        }
    }

    Unit ofCall(const promql::Call& call) const {
        switch (call.function->id) {
        case Function::kRate:
        case Function::kIrate:
        case Function::kDeriv:
            return perSecond(of(call.args.front()));
        case Function::kHistogramQuantile:
        case Function::kQuantileOverTime:
            return of(call.args.back());
        case Function::kIncrease:
        case Function::kDelta:
        case Function::kIdelta:
        case Function::kAbs:
        case Function::kCeil:
        case Function::kFloor:
        case Function::kRound:
        case Function::kClamp:
        case Function::kClampMax:
        case Function::kClampMin:
        case Function::kAvgOverTime:
        case Function::kMinOverTime:
        case Function::kMaxOverTime:
        case Function::kSumOverTime:
        case Function::kLastOverTime:
        case Function::kFirstOverTime:
        case Function::kStddevOverTime:
        case Function::kPredictLinear:
        case Function::kDoubleExponentialSmoothing:
        case Function::kHistogramAvg:
        case Function::kHistogramSum:
        case Function::kLabelReplace:
        case Function::kLabelJoin:
        case Function::kSort:
        case Function::kSortDesc:
        case Function::kSortByLabel:
        case Function::kSortByLabelDesc:
        case Function::kScalar:
            return of(call.args.front());
        default:
            return Unit::kNone;
        }
    }

    const MetricCatalog::MetricList& m_metrics;
};

} // namespace

Unit unitOfMetric(std::string_view name, std::string_view unit) {
    if (name.ends_with("_count")) {
        return Unit::kNone;
    }
    for (const auto suffix : kKindSuffixes) {
        if (name.ends_with(suffix)) {
            name.remove_suffix(suffix.size());
        }
    }
    for (const auto& [word, known] : kUnitSuffixes) {
        if (unit == word || (unit.empty() && name.ends_with(word) && name.size() > word.size() &&
                             name[name.size() - word.size() - 1] == '_')) {
            // A point in time is written in seconds too, and nobody reads it as a length of time.
            return name.ends_with("_timestamp_seconds") || name.ends_with("_time_seconds") ? Unit::kNone : known;
        }
    }
    return Unit::kNone;
}

Unit unitOf(const QString& expression, const MetricCatalog::MetricList& metrics) {
    const auto parsed = promql::parse(expression.toStdString(), promql::ParseOptions::all());
    return parsed ? UnitReader(metrics).of(*parsed) : Unit::kNone;
}

} // namespace hearth::ui
