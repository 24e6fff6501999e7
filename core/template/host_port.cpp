// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/host_port.h"

#include <arpa/inet.h>
#include <optional>
#include <utility>

namespace hearth::templates {
namespace {

using HostPort = std::pair<std::string_view, std::string_view>;

/// Go: net.SplitHostPort.
std::optional<HostPort> split(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    auto host = text.substr(0, colon);
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos || end + 1 != colon) {
            return std::nullopt;
        }
        host = text.substr(1, end - 1);
        if (host.contains('[')) {
            return std::nullopt;
        }
    } else if (host.find_first_of(":[]") != std::string_view::npos) {
        return std::nullopt;
    }
    const auto port = text.substr(colon + 1);
    return port.find_first_of("[]") == std::string_view::npos ? std::optional(HostPort{host, port}) : std::nullopt;
}

bool isAddress(std::string_view host) {
    unsigned char address[sizeof(in6_addr)];
    const std::string text(host);
    return inet_pton(AF_INET, text.c_str(), address) == 1 || inet_pton(AF_INET6, text.c_str(), address) == 1;
}

} // namespace

std::string stripPort(std::string_view hostPort) {
    const auto parts = split(hostPort);
    return std::string(parts ? parts->first : hostPort);
}

std::string stripDomain(std::string_view hostPort) {
    const auto [host, port] = split(hostPort).value_or(HostPort{hostPort, {}});
    if (isAddress(host)) {
        return std::string(hostPort);
    }
    std::string name(host.substr(0, host.find('.')));
    if (port.empty()) {
        return name;
    }
    return (name.contains(':') ? '[' + name + ']' : name) + ':' + std::string(port);
}

} // namespace hearth::templates
