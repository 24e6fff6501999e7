// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "promql/column.h"

namespace hearth::promql {

template <double (*kCompute)(double)>
void mapCells(std::span<double> cells) {
    for (double& cell : cells) {
        cell = isAbsent(cell) ? cell : kCompute(cell);
    }
}

} // namespace hearth::promql
