// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "http/options.h"

namespace hearth::datasource {

/// A server of another process, and how it is asked.
struct RemoteOptions {
    /// Where the API is, with any prefix in its path: `http://nas:9090`, `https://mimir/prometheus`,
    /// `http://vm:8481/select/0/prometheus`.
    std::string url;
    std::shared_ptr<const http::ClientOptions> client; ///< Credentials, TLS, proxy; may be null.
    std::string userAgent = "Hearth";
    std::chrono::milliseconds timeout{130'000}; ///< Longer than the two minutes a server gives a query.
    std::uint64_t maxAnswerBytes = 512ULL << 20U;
    /// Of the Alertmanager that belongs to a Prometheus; empty: the first that the server itself names.
    std::string alertmanagerUrl;
};

} // namespace hearth::datasource
