// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace hearth::http {

/// Where to connect to.
struct PeerAddress {
    sockaddr_storage bytes{};
    socklen_t size = 0;
};

/// Whether a host is meant as an address, not as a name.
bool isAddress(std::string_view host);

/// Of an IPv4 or IPv6 address as text; nothing for other text. Threads: thread-safe.
std::optional<PeerAddress> peerAddress(const std::string& text, std::uint16_t port);

/// A TCP socket that does not block, connecting or connected; -1 with errno set where not even that is possible.
int connectTo(const PeerAddress& address);

} // namespace hearth::http
