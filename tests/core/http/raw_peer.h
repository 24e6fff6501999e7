// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <arpa/inet.h>
#include <atomic>
#include <cstdint>
#include <functional>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace hearth::tests {

/// Reads what a client sends until the header's end, or until it closes.
inline std::string readRequestHead(int socket) {
    std::string head;
    char buffer[4096];
    while (!head.contains("\r\n\r\n")) {
        const auto size = ::recv(socket, buffer, sizeof(buffer), 0);
        if (size <= 0) {
            break;
        }
        head.append(buffer, static_cast<std::size_t>(size));
    }
    return head;
}

inline void sendBytes(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

/// A listening socket whose connections, one after the other, are handed to a function: for servers that misbehave.
class RawPeer {
  public:
    using Serve = std::function<void(int socket)>;

    /// On loopback TCP.
    explicit RawPeer(Serve serve)
        : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof(address));
        socklen_t size = sizeof(address);
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        begin(std::move(serve));
    }
    /// On a unix socket.
    RawPeer(const std::string& path, Serve serve)
        : m_listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof(address.sun_path) - 1);
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof(address));
        begin(std::move(serve));
    }
    ~RawPeer() {
        // Makes accept() fail, and so ends the thread.
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }
    RawPeer(const RawPeer&) = delete;
    RawPeer& operator=(const RawPeer&) = delete;

    /// A peer that reads the request, sends `bytes` and closes.
    static Serve replying(std::string bytes) {
        return [answer = std::move(bytes)](int socket) {
            readRequestHead(socket);
            sendBytes(socket, answer);
        };
    }

    std::uint16_t port() const { return m_port; }
    int accepted() const { return m_accepted; }

  private:
    void begin(Serve serve) {
        ::listen(m_listener, 16);
        m_thread = std::thread([this, handle = std::move(serve)] {
            for (int socket = -1; (socket = ::accept(m_listener, nullptr, nullptr)) >= 0;) {
                ++m_accepted;
                handle(socket);
                ::close(socket);
            }
        });
    }

    int m_listener;
    std::uint16_t m_port = 0;
    std::atomic<int> m_accepted = 0;
    std::thread m_thread;
};

} // namespace hearth::tests
