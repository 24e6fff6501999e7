// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "exposition/escaping.h"
#include "instrument/family.h"

namespace hearth::exposition {

/// Appends families in Prometheus's text format 0.0.4: HELP (where there is one), TYPE, samples; quantiles or buckets,
/// then `_sum`, `_count`. Names that `escaping` leaves beyond the legacy characters are quoted inside the braces.
/// Families without metrics are left out. Threads: thread-safe.
void writeText(std::string& out, const instrument::Families& families, EscapingScheme escaping);

/// Appends families in OpenMetrics 1.0 with the closing `# EOF`. A counter's family loses its `_total`; a counter whose
/// name has none is shown as `unknown`. Timestamps become seconds. Threads: thread-safe.
void writeOpenMetrics(std::string& out, const instrument::Families& families, EscapingScheme escaping);

} // namespace hearth::exposition
