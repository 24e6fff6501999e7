// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <arpa/inet.h>
#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace hearth::tests {

/// A TCP client that sends exactly the bytes it is given, so that a server can be told anything.
class RawClient {
  public:
    explicit RawClient(std::uint16_t port)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = ::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
        const timeval patience{10, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    }
    ~RawClient() { close(); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool connected() const { return m_connected; }
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return;
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void closeSending() { ::shutdown(m_socket, SHUT_WR); }
    void close() {
        if (m_socket >= 0) {
            ::close(m_socket);
            m_socket = -1;
        }
    }

    /// Everything up to and with `end`; what there was where the server closed before.
    std::string readUntil(std::string_view end) {
        while (m_received.find(end) == std::string::npos && receive()) {
        }
        const auto found = m_received.find(end);
        return take(found == std::string::npos ? m_received.size() : found + end.size());
    }
    /// Everything until the server closes.
    std::string readAll() {
        while (receive()) {
        }
        return take(m_received.size());
    }
    /// One response with a Content-Length.
    std::string readResponse() {
        auto head = readUntil("\r\n\r\n");
        const auto at = head.find("Content-Length: ");
        const auto size = at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
        while (m_received.size() < size && receive()) {
        }
        return head + take(size);
    }

  private:
    bool receive() {
        char buffer[65536];
        const auto size = ::recv(m_socket, buffer, sizeof(buffer), 0);
        if (size <= 0) {
            return false;
        }
        m_received.append(buffer, static_cast<std::size_t>(size));
        return true;
    }
    std::string take(std::size_t size) {
        auto taken = m_received.substr(0, size);
        m_received.erase(0, taken.size());
        return taken;
    }

    int m_socket;
    bool m_connected = false;
    std::string m_received;
};

} // namespace hearth::tests
