// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/histogram.h"

namespace hearth::templates {

/// "{count:4, sum:5.5, [-0.001,0.001]:1, (0.5,1]:3}": the buckets that are not empty, from low to high.
/// Prometheus: FloatHistogram.String.
std::string histogramText(const model::FloatHistogram& histogram);

} // namespace hearth::templates
