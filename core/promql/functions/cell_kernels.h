// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "promql/syntax/function_table.h"

namespace hearth::promql {

/// Changes each value of a column by itself, in place.
using CellKernel = void (*)(std::span<double> cells);

/// The kernel of a function of one number (`abs`, `ln`, `hour`, ...); null for other functions.
CellKernel cellKernel(Function function);
CellKernel mathKernel(Function function);
/// Of functions that read a number as seconds since the epoch in UTC.
CellKernel calendarKernel(Function function);

} // namespace hearth::promql
