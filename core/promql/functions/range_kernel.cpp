// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/functions/range_kernel.h"

namespace hearth::promql {

RangeKernel rangeKernel(Function function) {
    for (const auto& family : {rateKernel, overTimeKernel, regressionKernel}) {
        if (const RangeKernel kernel = family(function)) {
            return kernel;
        }
    }
    return nullptr;
}

} // namespace hearth::promql
