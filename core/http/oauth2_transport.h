// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "http/transport.h"

namespace hearth::http {

/// Gives requests whose options say `oauth2` a token first: the client credentials grant (RFC 6749, section 4.4).
/// Tokens are kept until they expire or a server refuses one; requests without `oauth2` pass straight through. The
/// timeout of a request covers fetching its token. Threads: as Transport.
class OAuth2Transport final : public Transport {
  public:
    using Now = std::function<MonotonicTime()>;

    OAuth2Transport(std::unique_ptr<Transport> network, Now now);
    ~OAuth2Transport() override;

    RequestId start(ClientRequest request, Done done) override;
    RequestId startMail(MailRequest mail, MailDone done) override {
        return m_network->startMail(std::move(mail), std::move(done));
    }
    void cancel(RequestId request) override;
    void poll(MonotonicTime deadline) override { m_network->poll(deadline); }
    void wake() override { m_network->wake(); }
    void post(Task task) override { m_network->post(std::move(task)); }

  private:
    struct Token {
        std::string value;
        MonotonicTime expires;
    };
    struct Pending;

    void fetchToken(std::shared_ptr<Pending> pending);
    void onToken(const std::shared_ptr<Pending>& pending, Result<ClientResponse>&& response);
    void send(std::shared_ptr<Pending> pending, const std::string& token);
    void finish(const std::shared_ptr<Pending>& pending, Result<ClientResponse>&& response);

    const Now m_now;
    RequestId m_lastId;
    std::unordered_map<std::string, Token> m_tokens;    ///< By token URL, client and scopes.
    std::unordered_map<RequestId, RequestId> m_running; ///< What the network calls the request of ours now under way.
    std::unique_ptr<Transport> m_network;               ///< Last: its callbacks use the members above.
};

} // namespace hearth::http
