// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "promql/syntax/ast.h"

/// Whether a value passes a comparison with a threshold; how far it is beyond it, larger is farther; and whether all
/// that passes also passed with the threshold `known`. Values.
namespace hearth::backtest {

/// There is none.
struct Always {
    double threshold = 0;
    bool operator()(double) const { return true; }
    double distance(double value) const { return value; }
    bool isWithin(double) const { return true; }
};
struct Above {
    double threshold;
    bool operator()(double value) const { return value > threshold; }
    double distance(double value) const { return value; }
    bool isWithin(double known) const { return threshold >= known; }
};
struct AtLeast {
    double threshold;
    bool operator()(double value) const { return value >= threshold; }
    double distance(double value) const { return value; }
    bool isWithin(double known) const { return threshold >= known; }
};
struct Below {
    double threshold;
    bool operator()(double value) const { return value < threshold; }
    double distance(double value) const { return -value; }
    bool isWithin(double known) const { return threshold <= known; }
};
struct AtMost {
    double threshold;
    bool operator()(double value) const { return value <= threshold; }
    double distance(double value) const { return -value; }
    bool isWithin(double known) const { return threshold <= known; }
};
struct Equal {
    double threshold;
    bool operator()(double value) const { return value == threshold; }
    double distance(double value) const { return std::abs(value - threshold); }
    bool isWithin(double known) const { return threshold == known; }
};
struct Different {
    double threshold;
    bool operator()(double value) const { return value != threshold; }
    double distance(double value) const { return std::abs(value - threshold); }
    bool isWithin(double known) const { return threshold == known; }
};

template <class Visit>
void withComparison(promql::BinaryOp op, double threshold, Visit visit) {
    switch (op) {
    case promql::BinaryOp::kGreater:
        return visit(Above{threshold});
    case promql::BinaryOp::kGreaterEqual:
        return visit(AtLeast{threshold});
    case promql::BinaryOp::kLess:
        return visit(Below{threshold});
    case promql::BinaryOp::kLessEqual:
        return visit(AtMost{threshold});
    case promql::BinaryOp::kEqual:
        return visit(Equal{threshold});
    default:
        return visit(Different{threshold});
    }
}

} // namespace hearth::backtest
