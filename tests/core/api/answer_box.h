// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>

#include "api/prometheus/prometheus_api.h"
#include "http/request_target.h"

namespace hearth::tests {

/// Waits for the one answer to a request. Threads: thread-safe.
class AnswerBox {
  public:
    http::Responder responder() {
        return [this](http::ServerResponse response) {
            const std::lock_guard lock(m_mutex);
            m_response = std::move(response);
            m_arrived.notify_all();
        };
    }
    http::ServerResponse wait() {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return m_response.has_value(); });
        return *m_response;
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::optional<http::ServerResponse> m_response;
};

/// A request as the server hands it on.
inline http::ServerRequest requestOf(const std::string& method, const std::string& target, std::string body = {},
                                     std::vector<http::Header> headers = {}) {
    http::ServerRequest request;
    request.method = method;
    request.target = target;
    request.headers = std::move(headers);
    request.body = std::move(body);
    http::readTarget(request);
    return request;
}

/// What the API answers to one request, without a network.
inline http::ServerResponse answerTo(api::PrometheusApi& api, const std::string& method, const std::string& target,
                                     std::vector<http::Header> headers = {}, std::string body = {}) {
    AnswerBox box;
    api.handler()(requestOf(method, target, std::move(body), std::move(headers)), box.responder());
    return box.wait();
}

} // namespace hearth::tests
