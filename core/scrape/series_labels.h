// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "exposition/series_text.h"
#include "model/labels.h"
#include "scrape/options.h"

namespace hearth::scrape {

/// The labels under which a target's series is stored: the exposed ones joined with the target's, then
/// `metric_relabel_configs`. Nothing where relabelling drops the series. `exposed` as the parser gives them, empty
/// values included. Errors (each fails the whole scrape): kInvalidArgument for a repeated label, a missing or invalid
/// name, kLimit for a label limit, in Prometheus's words. Threads: thread-safe.
Result<std::optional<model::Labels>> seriesLabels(const std::vector<model::Labels::Pair>& exposed,
                                                  const model::Labels& target, const PoolOptions& options);

/// The labels of a series that Hearth itself writes about a target (`up`, `scrape_duration_seconds`, ...).
model::Labels reportLabels(std::string_view name, const model::Labels& target);

/// What seriesLabels() comes to where the target's labels are only to be added: no relabelling, no limits, no name that
/// both have, nothing to refuse. Nothing where more is to be done. Sorts `exposed`.
std::optional<model::Labels> mergedLabels(std::vector<exposition::RawLabel>& exposed, const model::Labels& target,
                                          const PoolOptions& options);

} // namespace hearth::scrape
