// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/http/raw_peer.h"

namespace hearth::tests {

/// An SMTP server in the clear that answers each command with what the test says for its first word, and remembers what
/// it heard.
class SmtpPeer {
  public:
    /// Replies by the command's first word; `` (empty) greets, `.` follows the message; others get `250 ok`. A reply
    /// may be empty: the server says nothing and waits until the client goes.
    using Replies = std::map<std::string, std::string>;
    explicit SmtpPeer(Replies replies = {})
        : m_replies(std::move(replies))
        , m_peer([this](int socket) { serve(socket); }) {}

    std::string address() const { return "127.0.0.1:" + std::to_string(m_peer.port()); }
    int connections() const { return m_peer.accepted(); }
    std::vector<std::string> commands() {
        const std::lock_guard lock(m_mutex);
        return m_commands;
    }
    /// As it stood on the wire.
    std::string message() {
        const std::lock_guard lock(m_mutex);
        return m_message;
    }

  private:
    std::string replyTo(const std::string& word) const {
        const auto found = m_replies.find(word);
        if (found != m_replies.end()) {
            return found->second;
        }
        return word.empty() ? "220 peer ready" : word == "DATA" ? "354 go on" : "250 ok";
    }

    void serve(int socket) {
        std::string input;
        answer(socket, "");
        for (auto line = nextLine(socket, input); !line.empty(); line = nextLine(socket, input)) {
            const auto word = line.substr(0, line.find_first_of(" \r\n"));
            {
                const std::lock_guard lock(m_mutex);
                m_commands.push_back(line.substr(0, line.size() - 2));
            }
            answer(socket, word);
            if (word == "DATA" && replyTo(word).starts_with('3')) {
                readMessage(socket, input);
                answer(socket, ".");
            }
            if (word == "QUIT") {
                return;
            }
        }
    }

    void answer(int socket, const std::string& word) const {
        if (const auto reply = replyTo(word); !reply.empty()) {
            sendBytes(socket, reply + "\r\n");
        }
    }

    void readMessage(int socket, std::string& input) {
        std::string message;
        for (auto line = nextLine(socket, input); !line.empty() && line != ".\r\n"; line = nextLine(socket, input)) {
            message += line;
        }
        const std::lock_guard lock(m_mutex);
        m_message = message;
    }

    static std::string nextLine(int socket, std::string& input) {
        char buffer[4096];
        while (!input.contains("\r\n")) {
            const auto size = ::recv(socket, buffer, sizeof(buffer), 0);
            if (size <= 0) {
                return {};
            }
            input.append(buffer, static_cast<std::size_t>(size));
        }
        auto line = input.substr(0, input.find("\r\n") + 2);
        input.erase(0, line.size());
        return line;
    }

    const Replies m_replies;
    std::mutex m_mutex;
    std::vector<std::string> m_commands;
    std::string m_message;
    RawPeer m_peer; ///< Last: its thread uses the members above.
};

} // namespace hearth::tests
