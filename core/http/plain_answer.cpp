// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/plain_answer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <sys/socket.h>
#include <sys/uio.h>

#include "base/text.h"

namespace hearth::http {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kMaxHeadBytes = 64U << 10U;
/// Read at once where the size of the head is not known.
constexpr std::size_t kFirstBytes = 4096;
/// Memory is set aside for a body as the server announces it, up to here: what a server says costs nothing.
constexpr std::uint64_t kMaxReservedBytes = 16U << 20U;
constexpr std::size_t kLeastRoom = 64U << 10U;

/// Receives into the end of `text`, at most `most` bytes; returns what recv() returned.
ssize_t receive(int socket, std::string& text, std::size_t most) {
    ssize_t got = 0;
    const auto size = text.size();
    text.resize_and_overwrite(size + most, [&](char* bytes, std::size_t) {
        got = ::recv(socket, bytes + size, most, 0);
        return size + static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    });
    return got;
}

/// Receives into `head` up to `headSize` bytes and what follows into the room that `body` has.
ssize_t receiveBoth(int socket, std::string& head, std::size_t headSize, std::string& body) {
    ssize_t got = 0;
    head.resize_and_overwrite(headSize, [&](char* headBytes, std::size_t) {
        body.resize_and_overwrite(body.capacity(), [&](char* bodyBytes, std::size_t room) {
            const std::array<iovec, 2> parts{{{headBytes, headSize}, {bodyBytes, room}}};
            got = ::readv(socket, parts.data(), static_cast<int>(parts.size()));
            return static_cast<std::size_t>(std::max<ssize_t>(got - static_cast<ssize_t>(headSize), 0));
        });
        return static_cast<std::size_t>(std::clamp<ssize_t>(got, 0, static_cast<ssize_t>(headSize)));
    });
    return got;
}

bool isAgain(int errorNumber) {
    return errorNumber == EAGAIN || errorNumber == EWOULDBLOCK || errorNumber == EINTR;
}

bool hasToken(std::string_view list, std::string_view token) {
    return std::ranges::any_of(split(list, ','), [token](auto part) { return toLowerAscii(trim(part)) == token; });
}

} // namespace

void PlainAnswer::begin(std::string memory, std::uint64_t bodyLimit, std::size_t headSize) {
    m_response.body = std::move(memory);
    m_response.body.clear();
    m_chunks.begin();
    m_head.clear();
    m_headSize = 0;
    m_headGuess = headSize;
    m_bodyLimit = bodyLimit;
    m_keepAlive = false;
    m_errorNumber = 0;
}

PlainAnswer::Progress PlainAnswer::read(int socket) {
    if (m_headSize == 0) {
        if (const auto progress = receiveHead(socket); progress != Progress::kComplete) {
            return progress;
        }
        if (const auto progress = takeBody(); progress != Progress::kWaiting) {
            return progress;
        }
    }
    return receiveBody(socket);
}

PlainAnswer::Progress PlainAnswer::ended(int errorNumber) {
    m_errorNumber = errorNumber;
    m_keepAlive = false;
    return Progress::kEnded;
}

/// kComplete: the head is parsed, and what came of the body is in its place.
PlainAnswer::Progress PlainAnswer::receiveHead(int socket) {
    auto& body = m_response.body;
    for (;;) {
        const bool guessing = m_head.empty() && m_headGuess != 0;
        const auto got =
            guessing ? receiveBoth(socket, m_head, m_headGuess, body) : receive(socket, m_head, kFirstBytes);
        if (got <= 0) {
            return got < 0 && isAgain(errno) ? Progress::kWaiting : ended(got < 0 ? errno : 0);
        }
        if (settleHead()) {
            return parseHead() ? Progress::kComplete : Progress::kUnusual;
        }
        if (m_head.size() > kMaxHeadBytes) {
            return Progress::kUnusual;
        }
    }
}

/// Moves what lies on the wrong side of the end of the head; false where that has not come yet.
bool PlainAnswer::settleHead() {
    auto& body = m_response.body;
    auto end = m_head.find(kHeadEnd);
    if (end == std::string::npos && !body.empty()) { // longer than guessed
        m_head += body;
        body.clear();
        end = m_head.find(kHeadEnd);
    }
    if (end == std::string::npos) {
        return false;
    }
    m_headSize = end + kHeadEnd.size();
    body.insert(0, m_head, m_headSize);
    m_head.resize(m_headSize);
    return true;
}

bool PlainAnswer::parseHead() {
    m_response.headers.clear();
    std::string_view rest = m_head;
    for (bool first = true;; first = false) {
        const auto end = rest.find("\r\n");
        const auto line = rest.substr(0, end);
        if (line.empty()) {
            break;
        }
        if (first ? !parseStatusLine(line) : !parseHeader(line)) {
            return false;
        }
        rest.remove_prefix(end + 2);
    }
    return chooseFraming();
}

/// `HTTP/1.1 200 OK`
bool PlainAnswer::parseStatusLine(std::string_view line) {
    constexpr std::string_view kVersion = "HTTP/1.";
    constexpr std::size_t kCodeAt = 9;
    constexpr std::size_t kCodeEnd = 12;
    if (!line.starts_with(kVersion) || line.size() < kCodeEnd || line[kCodeAt - 1] != ' ' ||
        (line.size() > kCodeEnd && line[kCodeEnd] != ' ')) {
        return false;
    }
    const auto [end, error] = std::from_chars(line.data() + kCodeAt, line.data() + kCodeEnd, m_response.status);
    m_response.reason = trim(line.substr(kCodeEnd));
    m_keepAlive = line[kVersion.size()] == '1';
    return error == std::errc() && end == line.data() + kCodeEnd && m_response.status >= 200;
}

bool PlainAnswer::parseHeader(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || line.front() == ' ' || line.front() == '\t') {
        return false;
    }
    m_response.headers.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
    return true;
}

bool PlainAnswer::chooseFraming() {
    m_framing = Framing::kUntilClose;
    m_length = 0;
    bool chunked = false;
    for (const auto& [name, value] : m_response.headers) {
        const auto lower = toLowerAscii(name);
        if (lower == "connection") {
            m_keepAlive = hasToken(value, "close") ? false : m_keepAlive || hasToken(value, "keep-alive");
        } else if (lower == "content-length") {
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), m_length);
            if (m_framing == Framing::kLength || error != std::errc() || end != value.data() + value.size()) {
                return false;
            }
            m_framing = Framing::kLength;
        } else if (lower == "transfer-encoding") {
            if (chunked || toLowerAscii(value) != "chunked") {
                return false;
            }
            chunked = true;
        }
    }
    if (chunked && m_framing == Framing::kLength) {
        return false; // one of them lies
    }
    if (m_response.status == 204 || m_response.status == 304) {
        m_framing = Framing::kLength;
        m_length = 0;
    } else if (chunked) {
        m_framing = Framing::kChunked;
    }
    m_keepAlive = m_keepAlive && m_framing != Framing::kUntilClose;
    return true;
}

/// Whether what was received so far is all; kWaiting where it is not.
PlainAnswer::Progress PlainAnswer::takeBody() {
    auto& body = m_response.body;
    if (m_framing == Framing::kChunked) {
        const auto progress = m_chunks.decode(body);
        if (m_chunks.decodedBytes() > m_bodyLimit) {
            return Progress::kTooLarge;
        }
        return progress == ChunkedBody::Progress::kEnd         ? Progress::kComplete
               : progress == ChunkedBody::Progress::kMalformed ? Progress::kUnusual
                                                               : Progress::kWaiting;
    }
    if (std::max<std::uint64_t>(m_length, body.size()) > m_bodyLimit) {
        return Progress::kTooLarge;
    }
    if (m_framing == Framing::kUntilClose || body.size() < m_length) {
        return Progress::kWaiting;
    }
    m_keepAlive = m_keepAlive && body.size() == m_length;
    body.resize(m_length);
    return Progress::kComplete;
}

PlainAnswer::Progress PlainAnswer::receiveBody(int socket) {
    auto& body = m_response.body;
    for (;;) {
        const auto room = body.capacity() - body.size();
        const auto most =
            m_framing == Framing::kLength
                ? std::min<std::uint64_t>(m_length - body.size(), std::max<std::uint64_t>(room, kMaxReservedBytes))
                : std::max(room, kLeastRoom);
        const auto got = receive(socket, body, most);
        if (got < 0) {
            return isAgain(errno) ? Progress::kWaiting : ended(errno);
        }
        if (got == 0) {
            return m_framing == Framing::kUntilClose ? Progress::kComplete : ended(0);
        }
        if (const auto progress = takeBody(); progress != Progress::kWaiting) {
            return progress;
        }
    }
}

} // namespace hearth::http
