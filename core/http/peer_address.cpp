// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/peer_address.h"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

namespace hearth::http {
namespace {

constexpr int kKeepAliveSeconds = 60;

void setOption(int socket, int level, int name, int value) {
    ::setsockopt(socket, level, name, &value, sizeof(value));
}

} // namespace

bool isAddress(std::string_view host) {
    return host.find_first_not_of("0123456789.") == std::string_view::npos || host.contains(':');
}

std::optional<PeerAddress> peerAddress(const std::string& text, std::uint16_t port) {
    PeerAddress address;
    auto* const v4 = reinterpret_cast<sockaddr_in*>(&address.bytes);
    if (::inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        address.size = sizeof(*v4);
        return address;
    }
    auto* const v6 = reinterpret_cast<sockaddr_in6*>(&address.bytes);
    if (::inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        address.size = sizeof(*v6);
        return address;
    }
    return std::nullopt;
}

int connectTo(const PeerAddress& address) {
    const int socket = ::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) {
        return -1;
    }
    setOption(socket, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
    setOption(socket, IPPROTO_TCP, TCP_KEEPIDLE, kKeepAliveSeconds);
    setOption(socket, IPPROTO_TCP, TCP_KEEPINTVL, kKeepAliveSeconds);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address.bytes), address.size) == 0 ||
        errno == EINPROGRESS) {
        return socket;
    }
    const int reason = errno;
    ::close(socket);
    errno = reason;
    return -1;
}

} // namespace hearth::http
