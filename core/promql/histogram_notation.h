// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "model/histogram.h"

namespace hearth::promql {

/// Reads a native histogram of rule unit tests and `.test` scripts: `{{schema:1 sum:5.5 count:4 z_bucket:1
/// z_bucket_w:0.001 buckets:[1 2] offset:-1 n_buckets:[1] n_offset:2 custom_values:[5 10] counter_reset_hint:gauge}}`,
/// any of these in any order. kInvalidArgument names what is not understood.
Result<model::FloatHistogram> parseNotatedHistogram(std::string_view text);

} // namespace hearth::promql
