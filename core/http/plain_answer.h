// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/chunked_body.h"
#include "http/transport.h"

namespace hearth::http {

/// Reads one HTTP/1.x answer from a socket that does not block, straight into the memory that the body stays in.
///
/// The head of an answer has mostly the size of the one before on the same connection; told so, one system call puts
/// the head here and the body there. Threads: thread-compatible.
class PlainAnswer {
  public:
    enum class Progress : std::uint8_t {
        kWaiting,  ///< Call again when the socket is readable.
        kComplete, ///< response() is whole but for decompression.
        kUnusual,  ///< Malformed, interim or over-long heads: somebody more patient should ask again.
        kTooLarge, ///< The body exceeds the limit.
        kEnded,    ///< The peer closed or the socket failed (errorNumber()) before the end.
    };

    /// Starts over. `memory` takes the body; `headSize` is a guess, 0 for none.
    void begin(std::string memory, std::uint64_t bodyLimit, std::size_t headSize);
    Progress read(int socket);

    /// Status, reason, headers and the body as it came.
    ClientResponse& response() { return m_response; }
    std::size_t headSize() const { return m_headSize; }
    bool hasBegun() const { return !m_head.empty(); }
    bool isInBody() const { return m_headSize != 0; }
    /// Whether the connection may be used once more.
    bool keepsAlive() const { return m_keepAlive; }
    int errorNumber() const { return m_errorNumber; }
    /// The rest of the answer is not read any more.
    void abandon() { m_keepAlive = false; }

  private:
    enum class Framing : std::uint8_t { kLength, kChunked, kUntilClose };

    Progress receiveHead(int socket);
    Progress receiveBody(int socket);
    Progress takeBody();
    Progress ended(int errorNumber);
    bool settleHead();
    bool parseHead();
    bool parseStatusLine(std::string_view line);
    bool parseHeader(std::string_view line);
    bool chooseFraming();

    ClientResponse m_response;
    ChunkedBody m_chunks;
    std::string m_head; ///< What was received into it; parsed once m_headSize is set.
    std::size_t m_headSize = 0;
    std::size_t m_headGuess = 0;
    std::uint64_t m_bodyLimit = 0;
    std::uint64_t m_length = 0;
    Framing m_framing = Framing::kUntilClose;
    bool m_keepAlive = false;
    int m_errorNumber = 0;
};

} // namespace hearth::http
