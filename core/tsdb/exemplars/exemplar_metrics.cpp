// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/exemplars/exemplar_metrics.h"

namespace hearth::tsdb {

ExemplarMetrics::ExemplarMetrics(instrument::Registry& registry)
    : appended(
          registry.counter("prometheus_tsdb_exemplar_exemplars_appended_total", "Total number of appended exemplars."))
    , outOfOrder(registry.counter("prometheus_tsdb_exemplar_out_of_order_exemplars_total",
                                  "Total number of exemplars that were refused because they came too late."))
    , stored(registry.gauge("prometheus_tsdb_exemplar_exemplars_in_storage", "Number of exemplars in memory."))
    , series(registry.gauge("prometheus_tsdb_exemplar_series_with_exemplars_in_storage",
                            "Number of series that have exemplars in memory."))
    , oldestTime(registry.gauge("prometheus_tsdb_exemplar_last_exemplars_timestamp_seconds",
                                "The time of the exemplar that will be overwritten next: how far back they reach."))
    , capacity(registry.gauge("prometheus_tsdb_exemplar_max_exemplars",
                              "Total number of exemplars that there is room for.")) {}

} // namespace hearth::tsdb
