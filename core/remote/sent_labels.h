// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "model/labels.h"

namespace hearth::remote {

/// What sorted pairs from outside make: names must be unique, not empty and UTF-8, values UTF-8; empty values are left
/// out. Nothing where they are no labels. Threads: thread-safe.
std::optional<model::Labels> labelsOf(std::span<const model::LabelView> sorted);

/// The same for a series, which also needs a metric name.
std::optional<model::Labels> seriesLabelsOf(std::span<const model::LabelView> sorted);

} // namespace hearth::remote
