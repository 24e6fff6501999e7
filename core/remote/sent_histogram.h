// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "model/histogram.h"

namespace hearth::remote {

/// Spans on one side of a histogram at most, and custom bounds; buckets are bounded by the message.
inline constexpr std::size_t kMaxSpansPerHistogram = 65'536;

/// Reads a prometheus.Histogram (prompb/types.proto): float counts where `count_float` is set, whole ones otherwise.
/// What it says is not checked. Errors: kInvalidArgument where the message is malformed.
/// Threads: thread-safe.
Result<model::HistogramSample> readSentHistogram(std::string_view message);

} // namespace hearth::remote
