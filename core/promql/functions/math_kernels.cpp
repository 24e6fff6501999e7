// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <numbers>

#include "promql/functions/cell_kernels.h"
#include "promql/functions/map_cells.h"

namespace hearth::promql {

namespace {

constexpr double kDegreesPerHalfTurn = 180;

double degrees(double value) {
    return value * kDegreesPerHalfTurn / std::numbers::pi;
}
double radians(double value) {
    return value * std::numbers::pi / kDegreesPerHalfTurn;
}
/// Zeros and NaN stay what they are.
double sign(double value) {
    if (value < 0) {
        return -1;
    }
    return value > 0 ? 1 : value;
}

CellKernel trigonometricKernel(Function function) {
    switch (function) {
    case Function::kSin:
        return mapCells<std::sin>;
    case Function::kCos:
        return mapCells<std::cos>;
    case Function::kTan:
        return mapCells<std::tan>;
    case Function::kAsin:
        return mapCells<std::asin>;
    case Function::kAcos:
        return mapCells<std::acos>;
    case Function::kAtan:
        return mapCells<std::atan>;
    case Function::kSinh:
        return mapCells<std::sinh>;
    case Function::kCosh:
        return mapCells<std::cosh>;
    case Function::kTanh:
        return mapCells<std::tanh>;
    case Function::kAsinh:
        return mapCells<std::asinh>;
    case Function::kAcosh:
        return mapCells<std::acosh>;
    case Function::kAtanh:
        return mapCells<std::atanh>;
    case Function::kDeg:
        return mapCells<degrees>;
    case Function::kRad:
        return mapCells<radians>;
    default:
        return nullptr;
    }
}

} // namespace

CellKernel mathKernel(Function function) {
    switch (function) {
    case Function::kAbs:
        return mapCells<std::fabs>;
    case Function::kCeil:
        return mapCells<std::ceil>;
    case Function::kFloor:
        return mapCells<std::floor>;
    case Function::kExp:
        return mapCells<std::exp>;
    case Function::kSqrt:
        return mapCells<std::sqrt>;
    case Function::kLn:
        return mapCells<std::log>;
    case Function::kLog2:
        return mapCells<std::log2>;
    case Function::kLog10:
        return mapCells<std::log10>;
    case Function::kSgn:
        return mapCells<sign>;
    default:
        return trigonometricKernel(function);
    }
}

CellKernel cellKernel(Function function) {
    const CellKernel kernel = mathKernel(function);
    return kernel != nullptr ? kernel : calendarKernel(function);
}

} // namespace hearth::promql
