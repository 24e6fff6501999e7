// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "instrument/registry.h"

namespace hearth::api {

/// The `prometheus_http_*` metrics of the endpoints. Threads: thread-safe.
class RequestMetrics {
  public:
    /// `registry` must outlive the object.
    explicit RequestMetrics(instrument::Registry& registry)
        : m_registry(registry) {}

    /// One request answered; `handler` is the route's path.
    void observe(const std::string& handler, int status, double seconds, std::size_t bodyBytes);

  private:
    instrument::Registry& m_registry;
};

} // namespace hearth::api
