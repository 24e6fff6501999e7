// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/oauth2_transport.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "http/base64.h"
#include "http/credentials.h"
#include "http/url.h"

namespace hearth::http {
namespace {

/// Requests with a token have numbers of their own, far from those of the network's.
constexpr Transport::RequestId kFirstOwnId = Transport::RequestId{1} << 63U;
constexpr std::uint64_t kMaxTokenAnswerBytes = 1U << 20U;
constexpr std::size_t kMaxQuotedBytes = 200;
/// A token counts as expired this much earlier, so that it does not expire on the way (Go's oauth2 package).
constexpr std::chrono::seconds kExpiryMargin{10};
/// For tokens that do not say when they expire, and those that say it in years.
constexpr std::int64_t kMaxTokenSeconds = 365LL * 24 * 3600;

std::string keyOf(const OAuth2& oauth2) {
    return fmt::format("{}\n{}\n{}", oauth2.tokenUrl, oauth2.clientId, fmt::join(oauth2.scopes, " "));
}

Result<ClientRequest> tokenRequest(const ClientOptions& options, std::chrono::milliseconds timeout) {
    const auto& oauth2 = *options.oauth2;
    const auto secret = HEARTH_TRY(secretOrFile(oauth2.clientSecret, oauth2.clientSecretFile, "oauth2 client secret"));
    Parameters form = {{"grant_type", "client_credentials"}};
    if (!oauth2.scopes.empty()) {
        form.emplace_back("scope", fmt::format("{}", fmt::join(oauth2.scopes, " ")));
    }
    form.insert(form.end(), oauth2.endpointParams.begin(), oauth2.endpointParams.end());

    ClientOptions tokenOptions;
    tokenOptions.tls = oauth2.tls;
    tokenOptions.proxyUrl = options.proxyUrl;
    tokenOptions.noProxy = options.noProxy;
    tokenOptions.proxyFromEnvironment = options.proxyFromEnvironment;

    ClientRequest request;
    request.method = "POST";
    request.url = oauth2.tokenUrl;
    request.headers = {
        {"Authorization", "Basic " + base64(percentEncode(oauth2.clientId) + ":" + percentEncode(secret))},
        {"Content-Type", "application/x-www-form-urlencoded"},
        {"Accept", "application/json"}};
    request.body = encodeParameters(form);
    request.timeout = timeout;
    request.maxBodyBytes = kMaxTokenAnswerBytes;
    request.options = std::make_shared<const ClientOptions>(std::move(tokenOptions));
    return request;
}

struct TokenAnswer {
    std::string token;
    std::int64_t lifeSeconds = kMaxTokenSeconds;
};

Result<TokenAnswer> readToken(const ClientResponse& response, const std::string& url) {
    const auto failed = [&url](std::string_view reason) {
        return fail(ErrorCode::kIo, fmt::format("oauth2: cannot fetch token from {}: {}", redactUrl(url), reason));
    };
    if (response.status < 200 || response.status > 299) {
        return failed(fmt::format("{} {}: {}", response.status, response.reason,
                                  quoteGo(std::string_view(response.body).substr(0, kMaxQuotedBytes))));
    }
    const auto json = nlohmann::json::parse(response.body, nullptr, false);
    if (!json.is_object() || !json.contains("access_token") || !json["access_token"].is_string()) {
        return failed("the answer has no access_token");
    }
    TokenAnswer answer;
    answer.token = json["access_token"].get<std::string>();
    const auto life = json.find("expires_in");
    if (life != json.end() && life->is_number_integer() && life->get<std::int64_t>() > 0) {
        answer.lifeSeconds = std::min(life->get<std::int64_t>(), kMaxTokenSeconds);
    }
    return answer;
}

} // namespace

struct OAuth2Transport::Pending {
    RequestId id = 0;
    ClientRequest request;
    Done done;
    MonotonicTime deadline;
    std::shared_ptr<const ClientOptions> options = request.options; ///< Outlives the request, which is sent away.

    const OAuth2& oauth2() const { return *options->oauth2; }
};

OAuth2Transport::OAuth2Transport(std::unique_ptr<Transport> network, Now now)
    : m_now(std::move(now))
    , m_lastId(kFirstOwnId)
    , m_network(std::move(network)) {}

OAuth2Transport::~OAuth2Transport() = default;

Transport::RequestId OAuth2Transport::start(ClientRequest request, Done done) {
    if (!request.options || !request.options->oauth2) {
        return m_network->start(std::move(request), std::move(done));
    }
    const auto deadline = m_now() + request.timeout;
    auto pending = std::make_shared<Pending>(++m_lastId, std::move(request), std::move(done), deadline);
    const auto id = pending->id;
    const auto token = m_tokens.find(keyOf(pending->oauth2()));
    if (token != m_tokens.end() && m_now() < token->second.expires) {
        send(std::move(pending), token->second.value);
    } else {
        fetchToken(std::move(pending));
    }
    return id;
}

void OAuth2Transport::cancel(RequestId request) {
    const auto running = m_running.find(request);
    if (running == m_running.end()) {
        return m_network->cancel(request);
    }
    m_network->cancel(running->second);
    m_running.erase(running);
}

void OAuth2Transport::fetchToken(std::shared_ptr<Pending> pending) {
    auto request = tokenRequest(*pending->options, pending->request.timeout);
    if (!request) {
        // An empty URL fails in the network, whose poll() then delivers our reason.
        m_running[pending->id] =
            m_network->start({}, [this, pending, error = request.error()](Result<ClientResponse>&&) {
                finish(pending, std::unexpected(error));
            });
        return;
    }
    m_running[pending->id] = m_network->start(*std::move(request), [this, pending](Result<ClientResponse>&& response) {
        onToken(pending, std::move(response));
    });
}

void OAuth2Transport::onToken(const std::shared_ptr<Pending>& pending, Result<ClientResponse>&& response) {
    if (!response) {
        return finish(pending, std::unexpected(std::move(response).error().withContext("oauth2: cannot fetch token")));
    }
    auto answer = readToken(*response, pending->oauth2().tokenUrl);
    if (!answer) {
        return finish(pending, std::unexpected(std::move(answer).error()));
    }
    const auto expires = m_now() + std::chrono::seconds(answer->lifeSeconds) - kExpiryMargin;
    m_tokens[keyOf(pending->oauth2())] = {answer->token, expires};
    send(pending, answer->token);
}

void OAuth2Transport::send(std::shared_ptr<Pending> pending, const std::string& token) {
    auto request = std::move(pending->request);
    request.headers.emplace_back("Authorization", "Bearer " + token);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(pending->deadline - m_now());
    request.timeout = std::max(left, std::chrono::milliseconds(1));
    m_running[pending->id] = m_network->start(std::move(request), [this, pending](Result<ClientResponse>&& response) {
        if (response && response->status == 401) {
            m_tokens.erase(keyOf(pending->oauth2()));
        }
        finish(pending, std::move(response));
    });
}

void OAuth2Transport::finish(const std::shared_ptr<Pending>& pending, Result<ClientResponse>&& response) {
    m_running.erase(pending->id);
    pending->done(std::move(response));
}

} // namespace hearth::http
