// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/request_metrics.h"

namespace hearth::api {
namespace {

const std::vector<double> kDurationBounds = {.1, .2, .4, 1, 3, 8, 20, 60, 120};
const std::vector<double> kSizeBounds = {1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

} // namespace

void RequestMetrics::observe(const std::string& handler, int status, double seconds, std::size_t bodyBytes) {
    m_registry
        .counter("prometheus_http_requests_total", "Counter of HTTP requests.",
                 {{"handler", handler}, {"code", std::to_string(status)}})
        .increment();
    m_registry
        .histogram("prometheus_http_request_duration_seconds", "Histogram of latencies for HTTP requests.",
                   kDurationBounds, {{"handler", handler}})
        .observe(seconds);
    m_registry
        .histogram("prometheus_http_response_size_bytes", "Histogram of response size for HTTP requests.", kSizeBounds,
                   {{"handler", handler}})
        .observe(static_cast<double>(bodyBytes));
}

} // namespace hearth::api
