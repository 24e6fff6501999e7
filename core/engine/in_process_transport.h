// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/transport.h"

namespace hearth::engine {

/// What this process exposes about itself and its machine: path -> text exposition (0.0.4).
/// The functions must be callable from any thread.
struct OwnEndpoints {
    /// `host:port` of the addresses under which this process is scraped.
    std::vector<std::string> addresses;
    std::map<std::string, std::function<std::string()>> pages;
};

/// Answers requests for this process's own metrics without a network, and hands all others to another transport: a
/// Hearth that scrapes itself costs no socket, and works where its port is taken.
/// Threads: as Transport.
class InProcessTransport final : public http::Transport {
  public:
    InProcessTransport(std::unique_ptr<http::Transport> network, std::shared_ptr<const OwnEndpoints> own);
    ~InProcessTransport() override;

    RequestId start(http::ClientRequest request, Done done) override;
    void cancel(RequestId request) override;
    void poll(MonotonicTime deadline) override;
    void wake() override;

  private:
    struct Pending {
        Done done;
        std::string page;
    };
    /// The page that the URL names, empty where it is not one of ours.
    std::string ownPage(const std::string& url) const;

    const std::unique_ptr<http::Transport> m_network;
    const std::shared_ptr<const OwnEndpoints> m_own;
    RequestId m_nextOwn;
    std::map<RequestId, Pending> m_pending;
};

} // namespace hearth::engine
