// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/own_endpoints.h"

#include <algorithm>
#include <array>

#include "exposition/writer.h"

namespace hearth::engine {
namespace {

std::string textOf(const instrument::Families& families) {
    std::string text;
    exposition::writeText(text, families, exposition::EscapingScheme::kUnderscores);
    return text;
}

/// `host:port` as targets may write the address; a wildcard or loopback host is also reached by its usual names.
void appendNames(const std::string& listenAddress, std::vector<std::string>& out) {
    const auto colon = listenAddress.rfind(':');
    if (colon == std::string::npos || listenAddress.substr(colon) == ":0") {
        return;
    }
    const auto host = listenAddress.substr(0, colon);
    const auto port = listenAddress.substr(colon);
    static constexpr std::array kLocalHosts{"", "0.0.0.0", "[::]", "127.0.0.1", "localhost", "[::1]"};
    if (std::ranges::find(kLocalHosts, host) == kLocalHosts.end()) {
        out.push_back(listenAddress);
        return;
    }
    for (const auto* name : {"localhost", "127.0.0.1", "[::1]"}) {
        out.push_back(name + port);
    }
}

} // namespace

std::shared_ptr<const OwnEndpoints> ownEndpoints(const std::vector<std::string>& listenAddresses,
                                                 const std::string& routePrefix, const instrument::Registry& registry,
                                                 hostmetrics::HostMetrics& host) {
    auto own = std::make_shared<OwnEndpoints>();
    for (const auto& address : listenAddresses) {
        appendNames(address, own->addresses);
    }
    const auto prefix = routePrefix == "/" ? std::string() : routePrefix;
    own->pages[prefix + kOwnMetricsPath] = [&registry] { return textOf(registry.gather()); };
    own->pages[prefix + kHostMetricsPath] = [&host] { return textOf(host.collect()); };
    return own;
}

} // namespace hearth::engine
