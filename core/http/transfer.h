// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "http/client_setup.h"
#include "http/transport.h"

namespace hearth::http {

/// One exchange on one easy handle. Reusable: handle and buffers are kept from one exchange to the next.
/// Stays where it is while the exchange lasts, since libcurl holds pointers into it.
/// Threads: confined to the transport's thread.
class Transfer {
  public:
    enum class Goal : std::uint8_t {
        kReuse,    ///< The connection is kept for the next request.
        kFindPeer, ///< The next request goes another way: to foundPeer(), over a connection of its own.
    };
    struct Peer {
        std::string address;
        std::uint16_t port = 0;
    };

    Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    /// Sets the handle up. kInvalidArgument for a bad URL, header or credential file.
    Result<void> prepare(ClientRequest request, Transport::RequestId id, Transport::Done done,
                         const std::string& userAgent, Goal goal);
    /// What came of it. The transfer may be prepared again afterwards.
    Result<ClientResponse> finish(CURLcode code);

    /// Who answered, where that was the goal; asked before finish().
    std::optional<Peer> foundPeer(CURLcode code) const;

    const ClientRequest& request() const { return m_request; }
    CURL* easy() const { return m_easy.get(); }
    Transport::RequestId id() const { return m_id; }
    Transport::Done takeDone() { return std::exchange(m_done, nullptr); }
    /// Frees what the exchange held beside the buffers kept for the next.
    void clear();

  private:
    Result<void> addHeaders(const std::string& userAgent);
    Result<void> addHeader(std::string_view name, std::string_view value);
    Result<void> setTarget();
    void setMethod();
    std::size_t onHeaderLine(std::string_view line);
    std::size_t onBody(std::string_view bytes);
    void beginBody();
    std::uint64_t bodyLimit() const;
    Result<void> unpack();

    static std::size_t headerCallback(char* data, std::size_t size, std::size_t count, void* transfer);
    static std::size_t bodyCallback(char* data, std::size_t size, std::size_t count, void* transfer);
    static int debugCallback(CURL* easy, curl_infotype type, char* data, std::size_t size, void* transfer);

    EasyHandle m_easy;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    SetupLists m_lists;

    Goal m_goal = Goal::kReuse;
    Transport::RequestId m_id = 0;
    Transport::Done m_done;
    ClientRequest m_request;
    ClientResponse m_response;
    std::string m_packed; ///< The body as it came, where it is compressed.
    std::size_t m_headerBytes = 0;
    bool m_inBody = false;
    bool m_gzip = false;              ///< The body comes compressed.
    const char* m_exceeded = nullptr; ///< The limit that ended the exchange.
};

} // namespace hearth::http
