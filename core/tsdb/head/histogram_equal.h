// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/histogram.h"

namespace hearth::tsdb {

/// Whether two histograms are the same to the last bit (NaNs compare), whatever their hints.
bool equalBits(const model::HistogramValue& a, const model::HistogramValue& b);

} // namespace hearth::tsdb
