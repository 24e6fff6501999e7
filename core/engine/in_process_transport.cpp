// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/in_process_transport.h"

#include <algorithm>

namespace hearth::engine {
namespace {

/// Our own requests are numbered from the top half, where the network's never come.
constexpr http::Transport::RequestId kFirstOwn = 1ULL << 63U;

http::ClientResponse answer(std::string body) {
    http::ClientResponse response;
    response.status = 200;
    response.reason = "OK";
    response.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}};
    response.body = std::move(body);
    return response;
}

} // namespace

InProcessTransport::InProcessTransport(std::unique_ptr<http::Transport> network,
                                       std::shared_ptr<const OwnEndpoints> own)
    : m_network(std::move(network))
    , m_own(std::move(own))
    , m_nextOwn(kFirstOwn) {}

InProcessTransport::~InProcessTransport() = default;

std::string InProcessTransport::ownPage(const std::string& url) const {
    constexpr std::string_view kScheme = "http://";
    if (!url.starts_with(kScheme)) {
        return {};
    }
    const auto rest = std::string_view(url).substr(kScheme.size());
    const auto slash = std::min(rest.find('/'), rest.size());
    const bool ours = std::ranges::find(m_own->addresses, rest.substr(0, slash)) != m_own->addresses.end();
    std::string path(rest.substr(slash));
    return ours && m_own->pages.contains(path) ? path : std::string();
}

http::Transport::RequestId InProcessTransport::start(http::ClientRequest request, Done done) {
    auto page = ownPage(request.url);
    if (page.empty()) {
        return m_network->start(std::move(request), std::move(done));
    }
    m_pending.emplace(m_nextOwn, Pending{std::move(done), std::move(page)});
    return m_nextOwn++;
}

void InProcessTransport::cancel(RequestId request) {
    if (request < kFirstOwn) {
        m_network->cancel(request);
    } else {
        m_pending.erase(request);
    }
}

void InProcessTransport::poll(MonotonicTime deadline) {
    if (m_pending.empty()) {
        m_network->poll(deadline);
        return;
    }
    // A callback may start or cancel others, so each request leaves the map before its call; those that come meanwhile
    // wait for the next poll.
    for (const auto last = m_nextOwn; !m_pending.empty() && m_pending.begin()->first < last;) {
        auto pending = std::move(m_pending.extract(m_pending.begin()).mapped());
        pending.done(answer(m_own->pages.at(pending.page)()));
    }
    m_network->poll(MonotonicTime::min());
}

void InProcessTransport::wake() {
    m_network->wake();
}

} // namespace hearth::engine
